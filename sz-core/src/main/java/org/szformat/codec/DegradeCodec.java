package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The codecs {@code degrade(BITS), CODEC}.
 *
 * @param bits how many of the lowest bits to drop
 * @param quotients how what is left becomes bytes
 */
record DegradeCodec(int bits, ValueCodec quotients) implements ValueCodec {

    static final String STAGE = "degrade";

    DegradeCodec {
        if (bits < MIN_DEGRADE_BITS || bits > MAX_DEGRADE_BITS) {
            throw new IllegalArgumentException(
                    "cannot drop " + bits + " bits; " + MIN_DEGRADE_BITS + " to " + MAX_DEGRADE_BITS + " can be");
        }
        if (quotients.isLossy()) {
            throw new IllegalArgumentException("codec \"" + quotients.name() + "\" is lossy itself");
        }
    }

    @Override
    public String name() {
        return STAGE + '(' + bits + "), " + quotients.name();
    }

    @Override
    public boolean isLossy() {
        return true;
    }

    @Override
    public boolean supports(ValueType type) {
        return type.isInteger() && bits < 8 * type.width() && quotients.supports(type);
    }

    @Override
    public ArrayCodec<?> forType(ValueType type) {
        if (!supports(type)) {
            throw CodecRegistry.unsupported(this, type);
        }
        return new DegradedArray<>(name(), type, bits, quotients.forType(type));
    }
}
