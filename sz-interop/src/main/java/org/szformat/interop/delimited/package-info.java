/** Tables of comma- or tab-separated values, with an array as one cell. */
@NullMarked
package org.szformat.interop.delimited;

import org.jspecify.annotations.NullMarked;
