package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The codecs {@code packed} and {@code delta-zigzag, packed}.
 *
 * @param delta whether differences are encoded
 */
record PackedCodec(boolean delta) implements ValueCodec {

    static final String NAME = "packed";

    static final String DELTA_NAME = "delta-zigzag, packed";

    static final PackedCodec PLAIN = new PackedCodec(false);

    static final PackedCodec DELTA = new PackedCodec(true);

    @Override
    public String name() {
        return delta ? DELTA_NAME : NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return switch (type) {
            case I16, U16, I32, U32 -> true;
            default -> false;
        };
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        return switch (type) {
            case I16, U16 -> new PackedArrays.OfShorts(name(), delta);
            case I32, U32 -> new PackedArrays.OfInts(name(), delta);
            default -> throw CodecRegistry.unsupported(this, type);
        };
    }
}
