package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The codecs {@code svb64} and {@code delta-zigzag, svb64}.
 *
 * @param delta whether differences are encoded
 */
record StreamVByte64Codec(boolean delta) implements ValueCodec {

    static final String NAME = "svb64";

    static final String DELTA_NAME = "delta-zigzag, svb64";

    static final StreamVByte64Codec PLAIN = new StreamVByte64Codec(false);

    static final StreamVByte64Codec DELTA = new StreamVByte64Codec(true);

    @Override
    public String name() {
        return delta ? DELTA_NAME : NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return type == ValueType.U64 || (delta && type == ValueType.I64);
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        if (!supports(type)) {
            throw CodecRegistry.unsupported(this, type);
        }
        return new StreamVByteLongs(name(), delta);
    }
}
