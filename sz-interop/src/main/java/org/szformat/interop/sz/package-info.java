/**
 * SZ files of any layout, seen as what other formats are to a conversion: sources and sinks of records; and what is known
 * of their damaged rows. Knows no other format.
 */
@NullMarked
package org.szformat.interop.sz;

import org.jspecify.annotations.NullMarked;
