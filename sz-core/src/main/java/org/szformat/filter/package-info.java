/**
 * Filters: conditions on the attributes of records, as text.
 *
 * <p>{@link org.szformat.filter.Filter} specifies the language and is the way in. The package owns the language, what its
 * conditions mean to the bit (missing values, NaN, numbers of all types), how they are evaluated on rows and on columns,
 * and which chunks they rule out by what those say of themselves. It reads no files: whoever has chunks asks.
 */
@NullMarked
package org.szformat.filter;

import org.jspecify.annotations.NullMarked;
