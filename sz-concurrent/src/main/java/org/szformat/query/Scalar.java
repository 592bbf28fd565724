package org.szformat.query;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.number.FloatText;
import org.szformat.record.BatchColumn;
import org.szformat.schema.ValueType;

/**
 * A single value of any type, exactly, or the mark that it is missing: the least of some values, the value that a group has
 * in common.
 *
 * <p>Scalars of one type are in the order of their values, text by {@link String#compareTo}, with NaN and then the missing
 * one at the end. Immutable.
 */
public final class Scalar implements Comparable<Scalar> {
    private final ValueType type;
    private final long bits;
    private final @Nullable Object object;
    private final boolean isMissing;

    private Scalar(ValueType type, long bits, @Nullable Object object, boolean isMissing) {
        this.type = type;
        this.bits = bits;
        this.object = object;
        this.isMissing = isMissing;
    }

    static Scalar ofBits(ValueType type, long bits) {
        return new Scalar(type, bits, null, false);
    }

    static Scalar ofObject(ValueType type, Object value) {
        return new Scalar(type, 0, value, false);
    }

    static Scalar ofDouble(ValueType type, double value) {
        return ofBits(
                type,
                switch (type) {
                    case F16 -> Float16.fromDouble(value) & 0xFFFFL;
                    case F32 -> Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
                    default -> Double.doubleToRawLongBits(value);
                });
    }

    /** The value of an attribute in a row; of −0 and 0 the latter, and of all NaNs one. */
    static Scalar ofRow(BatchColumn column, int row) {
        ValueType type = column.field().type();
        if (column.isMissing(row)) {
            return new Scalar(type, 0, null, true);
        } else if (type.isInteger()) {
            return ofBits(type, column.bits(row));
        } else if (type == ValueType.S) {
            return ofObject(type, column.stored(row));
        } else if (type == ValueType.F128) {
            Float80 value = (Float80) column.stored(row);
            return ofObject(type, value.isNaN() ? Float80.NAN : value.isZero() ? Float80.ZERO : value);
        }
        double value = toDouble(type, column.bits(row));
        return ofDouble(type, Double.isNaN(value) ? Double.NaN : value == 0 ? 0 : value);
    }

    /** The type. */
    public ValueType type() {
        return type;
    }

    /** Whether it stands for no value. */
    public boolean isMissing() {
        return isMissing;
    }

    /**
     * The integer; of a U64 its 64 bits.
     *
     * @throws IllegalStateException when it is missing or no integer
     */
    public long toLong() {
        if (isMissing || !type.isInteger()) {
            throw new IllegalStateException(this + " is no integer");
        }
        return bits;
    }

    /**
     * The number, rounded to the nearest {@code double} if it is none.
     *
     * @throws IllegalStateException when it is missing or text
     */
    public double toDouble() {
        if (isMissing || type == ValueType.S) {
            throw new IllegalStateException(this + " is no number");
        }
        return object instanceof Float80 extended ? extended.toDouble() : toDouble(type, bits);
    }

    static double toDouble(ValueType type, long bits) {
        return switch (type) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case U64 -> Numbers.unsignedToDouble(bits);
            default -> bits;
        };
    }

    /** Text as it is, numbers as the shortest decimal that reads back to the same value, {@code missing}. */
    @Override
    public String toString() {
        if (isMissing) {
            return "missing";
        }
        return switch (type) {
            case S, F128 -> String.valueOf(object);
            case F16 -> FloatText.shortestHalf((short) bits);
            case F32 -> FloatText.shortest(Float.intBitsToFloat((int) bits));
            case F64 -> FloatText.shortest(Double.longBitsToDouble(bits));
            case U64 -> Long.toUnsignedString(bits);
            default -> Long.toString(bits);
        };
    }

    @Override
    public int compareTo(Scalar other) {
        if (type != other.type || isMissing || other.isMissing) {
            return type != other.type ? type.compareTo(other.type) : Boolean.compare(isMissing, other.isMissing);
        }
        return switch (type) {
            case S -> text().compareTo(other.text());
            case F128 ->
                ((Float80) Objects.requireNonNull(object)).compareTo((Float80) Objects.requireNonNull(other.object));
            case F16, F32, F64 -> Double.compare(toDouble(), other.toDouble());
            case U64 -> Long.compareUnsigned(bits, other.bits);
            default -> Long.compare(bits, other.bits);
        };
    }

    private String text() {
        return (String) Objects.requireNonNull(object);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scalar scalar
                && type == scalar.type
                && bits == scalar.bits
                && isMissing == scalar.isMissing
                && Objects.equals(object, scalar.object);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(bits) + Objects.hashCode(object) + (isMissing ? 1 : 0);
    }
}
