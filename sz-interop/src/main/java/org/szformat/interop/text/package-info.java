/**
 * Records as text: tab- or comma-separated values, or one JSON object per line, for people and for files. Values go from
 * the record's arrays to the output one by one, without objects between. Knows nothing of files and options.
 */
@NullMarked
package org.szformat.interop.text;

import org.jspecify.annotations.NullMarked;
