package org.szformat.codec;

import org.szformat.number.FloatText;
import org.szformat.schema.ValueType;

/**
 * The codecs {@code quantize(BOUND), CODEC}.
 *
 * @param bound the largest error that is allowed
 * @param steps how the numbers of steps become bytes
 */
record QuantizeCodec(double bound, ValueCodec steps) implements ValueCodec {

    static final String STAGE = "quantize";

    QuantizeCodec {
        if (!(bound > 0 && 2 * bound <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("an error bound of " + bound + " is not above 0 and finite");
        }
        if (steps.isLossy() || !steps.supports(ValueType.I32)) {
            throw new IllegalArgumentException(
                    "codec \"" + steps.name() + "\" cannot hold values of type " + ValueType.I32 + " without loss");
        }
    }

    @Override
    public String name() {
        return STAGE + '(' + FloatText.shortest(bound) + "), " + steps.name();
    }

    @Override
    public boolean isLossy() {
        return true;
    }

    @Override
    public boolean supports(ValueType type) {
        return switch (type) {
            case F16, F32, F64 -> true;
            default -> false;
        };
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        return switch (type) {
            case F16 -> new QuantizedArray<>(name(), ArrayKind.SHORTS, type.width(), Real.HALVES, bound, codec());
            case F32 -> new QuantizedArray<>(name(), ArrayKind.FLOATS, type.width(), Real.FLOATS, bound, codec());
            case F64 -> new QuantizedArray<>(name(), ArrayKind.DOUBLES, type.width(), Real.DOUBLES, bound, codec());
            default -> throw CodecRegistry.unsupported(this, type);
        };
    }

    @SuppressWarnings("unchecked") // values of type I32 travel in ints
    private ArrayCodec<int[]> codec() {
        return (ArrayCodec<int[]>) steps.forType(ValueType.I32);
    }
}
