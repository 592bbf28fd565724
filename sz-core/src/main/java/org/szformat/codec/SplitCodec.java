package org.szformat.codec;

import org.szformat.kernel.ShortKernels.Sign;
import org.szformat.schema.ValueType;

/** The codec {@code delta-zigzag, split16}. */
record SplitCodec() implements ValueCodec {

    static final SplitCodec INSTANCE = new SplitCodec();

    static final String NAME = "delta-zigzag, split16";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return type == ValueType.I16 || type == ValueType.U16;
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        if (!supports(type)) {
            throw CodecRegistry.unsupported(this, type);
        }
        return new SplitShorts(type == ValueType.I16 ? Sign.SIGNED : Sign.UNSIGNED);
    }
}
