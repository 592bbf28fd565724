/**
 * Columns of values to bytes and back.
 *
 * <p>Owns StreamVByte, delta and zigzag coding, bit packing, byte planes, rounding, the raw layouts of all value types,
 * byte compression, and the pipeline that joins them: a {@link org.szformat.codec.ColumnCodec} such as {@code delta-zigzag, svb, zstd(3)} is a
 * {@link org.szformat.codec.ValueCodec} followed by a {@link org.szformat.codec.ByteCodec};
 * {@link org.szformat.codec.ColumnEncoder} and {@link org.szformat.codec.ColumnDecoder} run it.
 *
 * <p>Every decoder takes any bytes: malformed input costs a {@link org.szformat.codec.CorruptDataException} and nothing
 * else, nothing is read or written outside the given ranges, and no memory is allocated for a claimed size before the
 * claim was held against what is expected and against the bytes at hand.
 *
 * <p>The package may use {@code schema} for the value types and {@code number} for floating-point values. It does no
 * input or output, starts no thread, and knows nothing of records, files and layouts.
 */
@NullMarked
package org.szformat.codec;

import org.jspecify.annotations.NullMarked;
