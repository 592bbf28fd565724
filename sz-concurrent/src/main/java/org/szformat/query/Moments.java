package org.szformat.query;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Count, bounds, sum and sum of squares of numbers, all of them exact. */
final class Moments extends ValueSink {
    /** So few values of 16 bits that their sum is an {@code int}. */
    private static final int SHORT_BLOCK = 1 << 14;

    private static final long LOW = 0xFFFF_FFFFL;

    private final boolean isUnsigned;
    private long count;
    private long nans;
    private long positiveInfinities;
    private long negativeInfinities;
    // Of a U64, with the highest bit flipped, so that they compare as longs do.
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private double minReal = Double.POSITIVE_INFINITY;
    private double maxReal = Double.NEGATIVE_INFINITY;
    private @Nullable Float80 minExtended;
    private @Nullable Float80 maxExtended;
    private final ExactSum sum;
    private final ExactSum squares;

    Moments(ValueType type) {
        super(type);
        this.isUnsigned = type == ValueType.U64;
        this.sum = ExactSum.ofValues(type);
        this.squares = ExactSum.ofSquares(type);
    }

    @Override
    void shorts(short[] values, int from, int to) {
        if (type() == ValueType.F16) {
            super.shorts(values, from, to);
            return;
        }
        int mask = type().isSigned() ? -1 : 0xFFFF;
        for (int at = from; at < to; at += SHORT_BLOCK) {
            addShorts(values, at, Math.min(to, at + SHORT_BLOCK), mask);
        }
        count += to - from;
    }

    private void addShorts(short[] values, int from, int to, int mask) {
        int blockSum = 0;
        long blockSquares = 0;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            int value = values[i] & mask;
            blockSum += value;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (low >= -0x7FFF && high <= 0x7FFF) {
            for (int i = from; i < to; i++) {
                int value = values[i] & mask;
                int square = value * value;
                blockSquares += square;
            }
        } else {
            for (int i = from; i < to; i++) {
                long value = values[i] & mask;
                blockSquares += value * value;
            }
        }
        sum.add(blockSum);
        squares.add(blockSquares);
        min = Math.min(min, low);
        max = Math.max(max, high);
    }

    @Override
    void integers(long[] values, int from, int to) {
        count += to - from;
        long flip = isUnsigned ? Long.MIN_VALUE : 0;
        long low = min;
        long high = max;
        long lowSum = 0;
        long highSum = 0;
        for (int i = from; i < to; i++) {
            long value = values[i];
            low = Math.min(low, value ^ flip);
            high = Math.max(high, value ^ flip);
            lowSum += value & LOW;
            highSum += isUnsigned ? value >>> 32 : value >> 32;
        }
        min = low;
        max = high;
        sum.add(lowSum);
        sum.add(Math.abs(highSum), 32, highSum < 0);
        if (type().width() <= 2) {
            long blockSquares = 0;
            for (int i = from; i < to; i++) {
                blockSquares += values[i] * values[i];
            }
            squares.add(blockSquares);
        } else {
            addSquares(values, from, to);
        }
    }

    private void addSquares(long[] values, int from, int to) {
        if (type().width() == 8) {
            for (int i = from; i < to; i++) {
                squares.addSquare(isUnsigned || values[i] >= 0 ? values[i] : -values[i], 0);
            }
            return;
        }
        long lowSquares = 0;
        long highSquares = 0;
        for (int i = from; i < to; i++) {
            long square = values[i] * values[i];
            lowSquares += square & LOW;
            highSquares += square >>> 32;
        }
        squares.add(lowSquares);
        squares.add(highSquares, 32, false);
    }

    @Override
    void reals(double[] values, int from, int to) {
        double low = minReal;
        double high = maxReal;
        for (int i = from; i < to; i++) {
            double value = values[i];
            long bits = Double.doubleToRawLongBits(value);
            int exponent = (int) (bits >>> 52) & 0x7FF;
            if (exponent == 0x7FF) {
                addSpecial(value);
                if (Double.isNaN(value)) {
                    continue;
                }
            } else {
                long fraction = bits & (1L << 52) - 1;
                long magnitude = exponent == 0 ? fraction : fraction | 1L << 52;
                int power = Math.max(exponent, 1) - 1075;
                sum.add(magnitude, power, bits < 0);
                squares.addSquare(magnitude, power);
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
            count++;
        }
        minReal = low;
        maxReal = high;
    }

    private void addSpecial(double value) {
        if (Double.isNaN(value)) {
            nans++;
        } else if (value > 0) {
            positiveInfinities++;
        } else {
            negativeInfinities++;
        }
    }

    @Override
    void extended(Float80Array values, int from, int to) {
        for (int i = from; i < to; i++) {
            Float80 value = values.get(i);
            if (value.isFinite()) {
                int power = Math.max(value.signExponent() & 0x7FFF, 1) - 16446;
                sum.add(value.significand(), power, value.isNegative());
                squares.addSquare(value.significand(), power);
            } else {
                addSpecial(value.toDouble());
            }
            if (!value.isNaN()) {
                count++;
                minExtended = minExtended == null || value.compareTo(minExtended) < 0 ? value : minExtended;
                maxExtended = maxExtended == null || value.compareTo(maxExtended) > 0 ? value : maxExtended;
            }
        }
    }

    void merge(Moments next) {
        count += next.count;
        nans += next.nans;
        addMissing(next.missing());
        positiveInfinities += next.positiveInfinities;
        negativeInfinities += next.negativeInfinities;
        min = Math.min(min, next.min);
        max = Math.max(max, next.max);
        minReal = Math.min(minReal, next.minReal);
        maxReal = Math.max(maxReal, next.maxReal);
        Float80 low = next.minExtended;
        Float80 high = next.maxExtended;
        if (low != null && high != null) {
            minExtended = minExtended == null || low.compareTo(minExtended) < 0 ? low : minExtended;
            maxExtended = maxExtended == null || high.compareTo(maxExtended) > 0 ? high : maxExtended;
        }
        sum.add(next.sum);
        squares.add(next.squares);
    }

    NumberSummary finish() {
        if (count == 0) {
            return new NumberSummary(type(), 0, missing(), nans, null, null, 0, Double.NaN, Double.NaN);
        }
        if (positiveInfinities + negativeInfinities > 0) {
            double total = positiveInfinities == 0
                    ? Double.NEGATIVE_INFINITY
                    : negativeInfinities == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            return new NumberSummary(type(), count, missing(), nans, low(), high(), total, total, Double.NaN);
        }
        BigInteger units = sum.units();
        BigInteger one = BigInteger.ONE;
        BigInteger n = BigInteger.valueOf(count);
        double variance = Double.NaN;
        if (count > 1) {
            BigInteger numerator = squares.units().multiply(n).subtract(units.multiply(units));
            variance = Numbers.quotient(numerator, n.multiply(n.subtract(one)), 2 * sum.exponent());
        }
        return new NumberSummary(
                type(),
                count,
                missing(),
                nans,
                low(),
                high(),
                Numbers.quotient(units, one, sum.exponent()),
                Numbers.quotient(units, n, sum.exponent()),
                variance);
    }

    private Scalar low() {
        return scalar(min, minReal, minExtended);
    }

    private Scalar high() {
        return scalar(max, maxReal, maxExtended);
    }

    private Scalar scalar(long bits, double real, @Nullable Float80 extended) {
        if (type().isInteger()) {
            return Scalar.ofBits(type(), isUnsigned ? bits ^ Long.MIN_VALUE : bits);
        }
        return type() == ValueType.F128
                ? Scalar.ofObject(type(), Objects.requireNonNull(extended))
                : Scalar.ofDouble(type(), real);
    }
}
