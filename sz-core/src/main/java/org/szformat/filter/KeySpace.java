package org.szformat.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.szformat.number.Float80;
import org.szformat.record.AttributeText;
import org.szformat.schema.ValueType;

/**
 * The values of a numeric type as integers, in the same order and without gaps: its keys. So every comparison is a range
 * of keys, whatever the type. The two zeros have one key. NaN has keys outside of those from {@link #lowest} to {@link
 * #highest}, so that the complement of a set holds NaN if the set does not.
 */
sealed interface KeySpace {
    /** The least key, NaN's included. */
    BigInteger min();

    /** The greatest key, NaN's included. */
    BigInteger max();

    /** The key of the least number: of −∞, where there is one. */
    default BigInteger lowest() {
        return min();
    }

    /** The key of the greatest number: of +∞, where there is one. */
    default BigInteger highest() {
        return max();
    }

    /** The greatest key that is not above a number; below {@link #lowest} when there is none. */
    BigInteger floor(NumberLiteral number);

    /** The least key that is not below a number; above {@link #highest} when there is none. */
    BigInteger ceiling(NumberLiteral number);

    static KeySpace of(ValueType type) {
        return type.isInteger() ? new Integers(type) : type == ValueType.F128 ? new Extended() : new Reals(type);
    }

    /** The keys that stand in some relation to a number. */
    default KeySet where(String comparison, NumberLiteral number) {
        BigInteger floor = floor(number);
        BigInteger ceiling = ceiling(number);
        return switch (comparison) {
            case "==" -> KeySet.of(ceiling, floor).within(lowest(), highest());
            case "!=" -> where("==", number).complement(min(), max());
            case "<" -> KeySet.of(lowest(), ceiling.subtract(BigInteger.ONE)).within(lowest(), highest());
            case "<=" -> KeySet.of(lowest(), floor).within(lowest(), highest());
            case ">" -> KeySet.of(floor.add(BigInteger.ONE), highest()).within(lowest(), highest());
            case ">=" -> KeySet.of(ceiling, highest()).within(lowest(), highest());
            default -> throw new IllegalArgumentException(comparison);
        };
    }

    /** The keys of all numbers; not of NaN. */
    default KeySet numbers() {
        return KeySet.of(lowest(), highest());
    }

    /** Integers are their own keys. */
    record Integers(ValueType type) implements KeySpace {
        @Override
        public BigInteger min() {
            return BigInteger.valueOf(type.minValue());
        }

        @Override
        public BigInteger max() {
            return type == ValueType.U64
                    ? BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE)
                    : BigInteger.valueOf(type.maxValue());
        }

        @Override
        public BigInteger floor(NumberLiteral number) {
            return integer(number, RoundingMode.FLOOR);
        }

        @Override
        public BigInteger ceiling(NumberLiteral number) {
            return integer(number, RoundingMode.CEILING);
        }

        private BigInteger integer(NumberLiteral number, RoundingMode mode) {
            BigDecimal finite = number.finite();
            if (finite == null) {
                return number.sign() > 0 ? max().add(BigInteger.ONE) : min().subtract(BigInteger.ONE);
            }
            return finite.setScale(0, mode).toBigInteger();
        }
    }

    /** F16, F32 and F64: the keys are those of the value as a double, see {@link NumberKeys}. */
    record Reals(ValueType type) implements KeySpace {
        @Override
        public BigInteger min() {
            return BigInteger.valueOf(Long.MIN_VALUE);
        }

        @Override
        public BigInteger max() {
            return BigInteger.valueOf(Long.MAX_VALUE);
        }

        @Override
        public BigInteger lowest() {
            return BigInteger.valueOf(NumberKeys.LOWEST_REAL);
        }

        @Override
        public BigInteger highest() {
            return BigInteger.valueOf(NumberKeys.HIGHEST_REAL);
        }

        @Override
        public BigInteger floor(NumberLiteral number) {
            return key(number, -1);
        }

        @Override
        public BigInteger ceiling(NumberLiteral number) {
            return key(number, 1);
        }

        private BigInteger key(NumberLiteral number, int side) {
            BigDecimal finite = number.finite();
            if (finite == null) {
                return number.sign() > 0 ? highest() : lowest();
            }
            if (!number.isExact()) {
                double rounded = NumberKeys.toDouble(type, AttributeText.parseBits(type, finite.toString()));
                if (isFaithful(rounded, number)) {
                    return BigInteger.valueOf(NumberKeys.ofDouble(rounded));
                }
            }
            double nearest = finite.doubleValue();
            BigInteger key = BigInteger.valueOf(NumberKeys.ofDouble(nearest));
            int compared = Double.isInfinite(nearest) ? number.sign() : new BigDecimal(nearest).compareTo(finite);
            return compared == 0 || compared == side ? key : key.add(BigInteger.valueOf(side));
        }

        private static boolean isFaithful(double rounded, NumberLiteral number) {
            return !Double.isInfinite(rounded) && (rounded == 0) == (number.sign() == 0);
        }
    }

    /** F128: the keys of {@link NumberKeys#highPart} and {@link NumberKeys#lowPart}. */
    record Extended() implements KeySpace {
        @Override
        public BigInteger min() {
            return lowest();
        }

        @Override
        public BigInteger max() {
            return highest().add(BigInteger.ONE);
        }

        @Override
        public BigInteger lowest() {
            return NumberKeys.ofExtended(Float80.NEGATIVE_INFINITY);
        }

        @Override
        public BigInteger highest() {
            return NumberKeys.ofExtended(Float80.POSITIVE_INFINITY);
        }

        @Override
        public BigInteger floor(NumberLiteral number) {
            return key(number, -1);
        }

        @Override
        public BigInteger ceiling(NumberLiteral number) {
            return key(number, 1);
        }

        private BigInteger key(NumberLiteral number, int side) {
            BigDecimal finite = number.finite();
            if (finite == null) {
                return number.sign() > 0 ? highest() : lowest();
            }
            Float80 nearest = Float80.fromBigDecimal(finite);
            boolean isFaithful = nearest.isFinite() && nearest.isZero() == (number.sign() == 0);
            BigInteger key = NumberKeys.ofExtended(nearest);
            if (isFaithful && !number.isExact()) {
                return key;
            }
            int compared = nearest.isFinite() ? nearest.toBigDecimal().compareTo(finite) : number.sign();
            return compared == 0 || compared == side ? key : key.add(BigInteger.valueOf(side));
        }
    }
}
