package org.szformat.codec;

import java.util.List;
import org.szformat.schema.ValueType;

/**
 * The first half of a {@link ColumnCodec}: how values become bytes, before these are compressed.
 *
 * <p>A codec is found by the text of its stages and makes an {@link ArrayCodec} for each type that it supports; work
 * on values happens there, without a call per value. To add a codec, write a class that implements this interface and
 * enter it in the list of {@link #known()} codecs.
 *
 * <p>Codecs are immutable, compare by value and may be used by any number of threads.
 */
public sealed interface ValueCodec
        permits PlainCodec,
                StreamVByteCodec,
                DeltaStreamVByteCodec,
                SplitCodec,
                StreamVByte64Codec,
                PackedCodec,
                PlanesCodec,
                DegradeCodec,
                QuantizeCodec {

    /** The fewest bits that {@link #degrade} drops. */
    int MIN_DEGRADE_BITS = 1;

    /** The most bits that {@link #degrade} drops. */
    int MAX_DEGRADE_BITS = 16;

    /**
     * The canonical text of the codec's stages, as {@link ColumnCodec#parse(String)} reads it.
     *
     * @return for example {@code delta-zigzag, svb}
     */
    String name();

    /**
     * Whether values of a type can be encoded.
     *
     * @param type any type
     * @return whether {@link #forType} accepts it
     */
    boolean supports(ValueType type);

    /**
     * The codec for values of one type.
     *
     * @param type a type
     * @return the codec for arrays of that type
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported}
     */
    ArrayCodec<?> forType(ValueType type);

    /**
     * Whether what is decoded may differ from what was encoded. Such a codec is never chosen unless asked for.
     *
     * @return whether this is one of {@link #degrade} and {@link #quantize}
     */
    default boolean isLossy() {
        return false;
    }

    /**
     * Little-endian values one after the other, each as wide as its type; {@code F128} in 16 bytes, padded with zeros
     * and read with any padding. Supports all types.
     *
     * @return the codec {@code plain}
     */
    static ValueCodec plain() {
        return PlainCodec.INSTANCE;
    }

    /**
     * Values widened to 32 bits, {@linkplain StreamVByte StreamVByte}. Supports {@code U16} and {@code U32}.
     *
     * @return the codec {@code svb}
     */
    static ValueCodec streamVByte() {
        return StreamVByteCodec.INSTANCE;
    }

    /**
     * Values widened to 32 bits, {@linkplain DeltaZigzag differences} of neighbours as zigzag numbers,
     * {@linkplain StreamVByte StreamVByte}. Supports {@code I16}, {@code I32}, {@code U16} and {@code U32}.
     *
     * @return the codec {@code delta-zigzag, svb}
     */
    static ValueCodec deltaStreamVByte() {
        return DeltaStreamVByteCodec.INSTANCE;
    }

    /**
     * Differences of 16-bit neighbours as zigzag numbers of one byte each, followed by what the rare large ones exceed a
     * byte by; meant for signals. Supports {@code I16} and {@code U16}.
     *
     * @return the codec {@code delta-zigzag, split16}
     */
    static ValueCodec deltaSplit() {
        return SplitCodec.INSTANCE;
    }

    /**
     * 64-bit values in as few bytes as hold them, with the lengths kept apart. Supports {@code U64}.
     *
     * @return the codec {@code svb64}
     */
    static ValueCodec streamVByte64() {
        return StreamVByte64Codec.PLAIN;
    }

    /**
     * Differences of 64-bit neighbours as zigzag numbers, in as few bytes as hold them, with the lengths kept apart.
     * Supports {@code I64} and {@code U64}.
     *
     * @return the codec {@code delta-zigzag, svb64}
     */
    static ValueCodec deltaStreamVByte64() {
        return StreamVByte64Codec.DELTA;
    }

    /**
     * Blocks of 32 values, each with as few bits per value as its largest needs, all taken as unsigned. Supports
     * {@code I16}, {@code I32}, {@code U16} and {@code U32}.
     *
     * @return the codec {@code packed}
     */
    static ValueCodec packed() {
        return PackedCodec.PLAIN;
    }

    /**
     * Differences of neighbours as zigzag numbers, in blocks of 32 with as few bits per value as the largest needs.
     * Supports {@code I16}, {@code I32}, {@code U16} and {@code U32}.
     *
     * @return the codec {@code delta-zigzag, packed}
     */
    static ValueCodec deltaPacked() {
        return PackedCodec.DELTA;
    }

    /**
     * The lowest bytes of all values, then all second bytes, and so on. Supports all types but {@code S}.
     *
     * @return the codec {@code planes}
     */
    static ValueCodec planes() {
        return PlanesCodec.PLAIN;
    }

    /**
     * Differences of neighbours as zigzag numbers, their lowest bytes first, then all second bytes, and so on. Supports
     * all integers.
     *
     * @return the codec {@code delta-zigzag, planes}
     */
    static ValueCodec deltaPlanes() {
        return PlanesCodec.DELTA;
    }

    /**
     * Integers rounded to multiples of 2<sup>bits</sup>. Loses information. Supports the integers that the other codec
     * supports, as far as they have more bits than are dropped.
     *
     * @param bits how many of the lowest bits to drop, from {@link #MIN_DEGRADE_BITS} to {@link #MAX_DEGRADE_BITS}
     * @param quotients how what is left becomes bytes
     * @return the codec {@code degrade(BITS), CODEC}
     * @throws IllegalArgumentException if the bits are out of range, or the other codec is lossy
     */
    static ValueCodec degrade(int bits, ValueCodec quotients) {
        return new DegradeCodec(bits, quotients);
    }

    /**
     * Floating-point values with a bound on the absolute error; infinities, NaNs and what else cannot be held within the
     * bound are kept exactly. Loses information. Supports {@code F16}, {@code F32} and {@code F64}.
     *
     * @param bound the largest error that is allowed, above 0 and finite when doubled
     * @param steps how whole numbers of steps of twice the bound become bytes; supports {@code I32}
     * @return the codec {@code quantize(BOUND), CODEC}
     * @throws IllegalArgumentException if the bound is out of range, or the other codec is lossy or of no use
     */
    static ValueCodec quantize(double bound, ValueCodec steps) {
        return new QuantizeCodec(bound, steps);
    }

    /**
     * The names of all codecs that can be parsed.
     *
     * @return names, with capitals in place of arguments
     */
    static List<String> known() {
        return CodecRegistry.valueCodecNames();
    }

    /**
     * The codecs that lose nothing and hold values of a type.
     *
     * @param type any type
     * @return at least {@link #plain}
     */
    static List<ValueCodec> lossless(ValueType type) {
        return CodecRegistry.losslessValueCodecs(type);
    }
}
