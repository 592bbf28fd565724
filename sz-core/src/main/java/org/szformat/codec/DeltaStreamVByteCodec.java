package org.szformat.codec;

import org.szformat.schema.ValueType;

/** The codec {@code delta-zigzag, svb}. */
record DeltaStreamVByteCodec() implements ValueCodec {

    static final DeltaStreamVByteCodec INSTANCE = new DeltaStreamVByteCodec();

    static final String NAME = "delta-zigzag, svb";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return switch (type) {
            case I16, I32, U16, U32 -> true;
            default -> false;
        };
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        return switch (type) {
            case I16 -> DeltaStreamVByteShorts.SIGNED;
            case U16 -> DeltaStreamVByteShorts.UNSIGNED;
            case I32, U32 -> new DeltaStreamVByteInts();
            default -> throw CodecRegistry.unsupported(this, type);
        };
    }
}
