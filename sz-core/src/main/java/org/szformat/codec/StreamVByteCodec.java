package org.szformat.codec;

import org.szformat.schema.ValueType;

/** The codec {@code svb}. */
record StreamVByteCodec() implements ValueCodec {

    static final StreamVByteCodec INSTANCE = new StreamVByteCodec();

    static final String NAME = "svb";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return type == ValueType.U16 || type == ValueType.U32;
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        return switch (type) {
            case U16 -> new StreamVByteShorts();
            case U32 -> new StreamVByteInts();
            default -> throw CodecRegistry.unsupported(this, type);
        };
    }
}
