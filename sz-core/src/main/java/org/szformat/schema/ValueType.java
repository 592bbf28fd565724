package org.szformat.schema;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The type of a field's values, under the name it has in files.
 *
 * <table>
 * <caption>Types, and the Java types that hold them</caption>
 * <tr><th>type</th><th>values</th><th>attribute</th><th>dataset</th></tr>
 * <tr><td>{@code S}</td><td>text, UTF-8 in files</td><td>{@code String}</td><td>{@code String}</td></tr>
 * <tr><td>{@code I8 I16 I32 I64}</td><td>signed integers</td><td>{@code long}</td>
 *     <td>{@code byte[] short[] int[] long[]}</td></tr>
 * <tr><td>{@code U8 U16 U32 U64}</td><td>unsigned integers</td><td>{@code long} (U64: its 64 bits)</td>
 *     <td>{@code byte[] short[] int[] long[]}, the values' bits</td></tr>
 * <tr><td>{@code F16}</td><td>IEEE 754 binary16</td><td>{@code double}</td><td>{@code short[]}, the bits</td></tr>
 * <tr><td>{@code F32 F64}</td><td>IEEE 754 binary32, binary64</td><td>{@code double}</td>
 *     <td>{@code float[] double[]}</td></tr>
 * <tr><td>{@code F128}</td><td>x87 80-bit extended, in 16 bytes</td><td>{@code Float80}</td>
 *     <td>{@code Float80Array}</td></tr>
 * </table>
 */
public enum ValueType {
    /** Text: any Unicode string without unpaired surrogates; UTF-8 in files. */
    S(Family.TEXT, 1),
    /** Signed 8-bit integers. */
    I8(Family.SIGNED, 1),
    /** Signed 16-bit integers, such as the samples of a raw signal. */
    I16(Family.SIGNED, 2),
    /** Signed 32-bit integers. */
    I32(Family.SIGNED, 4),
    /** Signed 64-bit integers. */
    I64(Family.SIGNED, 8),
    /** Unsigned 8-bit integers. */
    U8(Family.UNSIGNED, 1),
    /** Unsigned 16-bit integers. */
    U16(Family.UNSIGNED, 2),
    /** Unsigned 32-bit integers. */
    U32(Family.UNSIGNED, 4),
    /** Unsigned 64-bit integers. */
    U64(Family.UNSIGNED, 8),
    /** IEEE 754 binary16 (half precision). */
    F16(Family.FLOAT, 2),
    /** IEEE 754 binary32 (single precision). */
    F32(Family.FLOAT, 4),
    /** IEEE 754 binary64 (double precision). */
    F64(Family.FLOAT, 8),
    /** The x87's 80-bit extended precision in 16 bytes, which numpy calls {@code float128} on x86-64. */
    F128(Family.FLOAT, 16);

    private enum Family {
        TEXT,
        SIGNED,
        UNSIGNED,
        FLOAT
    }

    private final Family family;
    private final int width;

    ValueType(Family family, int width) {
        this.family = family;
        this.width = width;
    }

    /** Whether it is one of the eight integer types. */
    public boolean isInteger() {
        return family == Family.SIGNED || family == Family.UNSIGNED;
    }

    /** Whether it is one of the four floating-point types. */
    public boolean isFloat() {
        return family == Family.FLOAT;
    }

    /** Whether it is a signed integer type. */
    public boolean isSigned() {
        return family == Family.SIGNED;
    }

    /** Bytes that one value takes uncompressed: 1 for {@code S} (a byte of UTF-8), 16 for {@code F128}. */
    public int width() {
        return width;
    }

    /** The smallest value of an integer type. */
    public long minValue() {
        requireInteger();
        return isSigned() ? -1L << (8 * width - 1) : 0;
    }

    /** The largest value of an integer type; for {@code U64} that is −1, whose bits are those of 2<sup>64</sup> − 1. */
    public long maxValue() {
        requireInteger();
        if (isSigned()) {
            return ~minValue();
        }
        return width == 8 ? -1 : (1L << 8 * width) - 1;
    }

    /** Whether the integer {@code value} is one of this type's values; always so for {@code I64} and {@code U64}. */
    public boolean holds(long value) {
        requireInteger();
        return width == 8 || (value >= minValue() && value <= maxValue());
    }

    private void requireInteger() {
        if (!isInteger()) {
            throw new IllegalStateException(this + " is no integer type");
        }
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists all names
     */
    public static ValueType of(String name) {
        for (ValueType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown type '" + name + "'; known are "
                + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(" ")));
    }
}
