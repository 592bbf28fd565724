/**
 * Parquet files, written for pandas, Polars, DuckDB and whatever else reads them: format version 1, data pages of version
 * 1, plain values under Zstandard, by the structures of Parquet's own Thrift definition. Strings that repeat are indices of a
 * dictionary of their row group, as far as that has room.
 *
 * <p>Attributes become columns, datasets become columns of lists, both under their names. Integers have their logical
 * type, unsigned ones included; F16 has the logical type {@code FLOAT16}; F32 and F64 are {@code FLOAT} and {@code DOUBLE};
 * strings are UTF-8; F128, which Parquet has not, becomes the shortest decimal text that reads back to the same value. A
 * missing value is null; an empty array is an empty list. The header is the JSON under the file's key {@code sz:header}.
 */
@NullMarked
package org.szformat.interop.parquet;

import org.jspecify.annotations.NullMarked;
