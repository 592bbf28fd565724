/**
 * References: a table of where the values of records lie in files, for pandas, Polars or DuckDB and whoever reads the bytes
 * by other means. {@link org.szformat.interop.refs.References} is the way in, and says what the columns are.
 *
 * <p>The table comes as records like those of any other file, so that {@link org.szformat.interop.convert.Conversion} writes
 * it in any format. The package knows extents, and neither the layouts nor the formats that tell them.
 */
@NullMarked
package org.szformat.interop.refs;

import org.jspecify.annotations.NullMarked;
