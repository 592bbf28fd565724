package org.szformat.codec;

import org.szformat.schema.ValueType;

/** The codec {@code plain}. */
record PlainCodec() implements ValueCodec {

    static final PlainCodec INSTANCE = new PlainCodec();

    static final String NAME = "plain";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(ValueType type) {
        return true;
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        return switch (type) {
            case S, I8, U8 -> new PlainArrays.OfBytes();
            case I16, U16, F16 -> new PlainArrays.OfShorts();
            case I32, U32 -> new PlainArrays.OfInts();
            case I64, U64 -> new PlainArrays.OfLongs();
            case F32 -> new PlainArrays.OfFloats();
            case F64 -> new PlainArrays.OfDoubles();
            case F128 -> new PlainArrays.OfFloat80s();
        };
    }
}
