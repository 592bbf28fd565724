/**
 * Arrow IPC files (also called Feather), written for pandas, Polars, DuckDB and whatever else reads them.
 *
 * <p>Attributes become columns, datasets become columns of lists, both under their names. Integers keep their type,
 * unsigned ones included; F16, F32 and F64 are floats of 16, 32 and 64 bits; strings are UTF-8; F128, which Arrow has
 * not, becomes the shortest decimal text that reads back to the same value, and says so in the column's metadata
 * ({@code sz:type}). A missing value is null; an empty array is an empty list. The header is the JSON under the schema's
 * {@code sz:header}.
 */
@NullMarked
package org.szformat.interop.arrow;

import org.jspecify.annotations.NullMarked;
