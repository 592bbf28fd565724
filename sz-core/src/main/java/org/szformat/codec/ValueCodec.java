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
public sealed interface ValueCodec permits PlainCodec, StreamVByteCodec, DeltaStreamVByteCodec {

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
     * The names of all codecs that can be parsed.
     *
     * @return names, with capitals in place of arguments
     */
    static List<String> known() {
        return CodecRegistry.valueCodecNames();
    }
}
