/** JSON lines: one object for each record. */
@NullMarked
package org.szformat.interop.jsonl;

import org.jspecify.annotations.NullMarked;
