package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The codecs {@code planes} and {@code delta-zigzag, planes}.
 *
 * @param delta whether differences are encoded
 */
record PlanesCodec(boolean delta) implements ValueCodec {

    static final String NAME = "planes";

    static final String DELTA_NAME = "delta-zigzag, planes";

    static final PlanesCodec PLAIN = new PlanesCodec(false);

    static final PlanesCodec DELTA = new PlanesCodec(true);

    @Override
    public String name() {
        return delta ? DELTA_NAME : NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return type.isInteger() || (type.isFloat() && !delta);
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        if (!supports(type)) {
            throw CodecRegistry.unsupported(this, type);
        }
        return type == ValueType.F128
                ? new PlanesArrays.OfFloat80s(NAME)
                : new PlanesArrays.OfWords<>(name(), ArrayKind.of(type), type.width(), delta);
    }
}
