package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The named pipeline that turns a column's values into bytes, for example {@code delta-zigzag, svb, zstd(3)}.
 *
 * <p>The text is a list of stages, separated by commas: those of a {@link ValueCodec}, then one {@link ByteCodec}. A
 * stage is a name, with an argument in brackets where it takes one. Immutable; may be shared by any number of threads.
 *
 * @param values how values become bytes
 * @param bytes how bytes are compressed
 */
public record ColumnCodec(ValueCodec values, ByteCodec bytes) {

    /**
     * Reads a codec's text. Blanks around stages and arguments do not matter.
     *
     * @param text the stages
     * @return the codec
     * @throws IllegalArgumentException if a stage is unknown, out of place or has a bad argument; the message names the
     *     stage, its position and what is known there
     */
    public static ColumnCodec parse(String text) {
        return CodecRegistry.parse(text);
    }

    /**
     * Whether columns of a type can be encoded.
     *
     * @param type any type
     * @return whether {@link #newEncoder} and {@link #newDecoder} accept it
     */
    public boolean supports(ValueType type) {
        return values.supports(type);
    }

    /**
     * Whether what is decoded may differ from what was encoded.
     *
     * @return whether the codec has a stage such as {@code degrade(3)} or {@code quantize(0.01)}
     */
    public boolean isLossy() {
        return values.isLossy();
    }

    /**
     * Makes an encoder of columns of a type, to be used by one thread and closed.
     *
     * @param type the type
     * @return a new encoder
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported}
     */
    public ColumnEncoder<?> newEncoder(ValueType type) {
        return new ColumnEncoder<>(values.forType(type), bytes);
    }

    /**
     * Makes an encoder of columns of a type, to be used by one thread and closed.
     *
     * @param <A> the array that values of the type travel in
     * @param type the type
     * @param kind its array
     * @return a new encoder
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported} or travels in other arrays
     */
    public <A> ColumnEncoder<A> newEncoder(ValueType type, ArrayKind<A> kind) {
        return new ColumnEncoder<>(arrayCodec(type, kind), bytes);
    }

    /**
     * Makes a decoder of columns of a type, to be used by one thread and closed.
     *
     * @param type the type
     * @return a new decoder
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported}
     */
    public ColumnDecoder<?> newDecoder(ValueType type) {
        return new ColumnDecoder<>(values.forType(type), bytes, type);
    }

    /**
     * Makes a decoder of columns of a type, to be used by one thread and closed.
     *
     * @param <A> the array that values of the type travel in
     * @param type the type
     * @param kind its array
     * @return a new decoder
     * @throws IllegalArgumentException if the type is not {@linkplain #supports supported} or travels in other arrays
     */
    public <A> ColumnDecoder<A> newDecoder(ValueType type, ArrayKind<A> kind) {
        return new ColumnDecoder<>(arrayCodec(type, kind), bytes, type);
    }

    private <A> ArrayCodec<A> arrayCodec(ValueType type, ArrayKind<A> kind) {
        ArrayCodec<?> codec = values.forType(type);
        if (codec.kind() != kind) {
            throw new IllegalArgumentException(
                    "values of type " + type + " travel in " + codec.kind() + ", not " + kind);
        }
        @SuppressWarnings("unchecked") // the kind says so
        ArrayCodec<A> typed = (ArrayCodec<A>) codec;
        return typed;
    }

    /**
     * The canonical text, which {@link #parse} reads back.
     *
     * @return the stages, separated by a comma and a blank
     */
    @Override
    public String toString() {
        return values.name() + ", " + bytes.name();
    }
}
