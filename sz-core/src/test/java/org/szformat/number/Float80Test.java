package org.szformat.number;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Float80Test {

    private static final Float80 PSEUDO_DENORMAL = new Float80((short) 0, Long.MIN_VALUE | 5);
    private static final Float80 UNNORMAL = new Float80((short) 0x3FFF, 1);
    private static final Float80 PSEUDO_INFINITY = new Float80((short) 0x7FFF, 0);
    private static final Float80 PSEUDO_NAN = new Float80((short) 0xFFFF, 7);
    private static final Float80 SMALLEST_NORMAL = new Float80((short) 1, Long.MIN_VALUE);

    private static Float80 random(Random random) {
        int exponent = random.nextInt(0x7FFF);
        long significand = exponent == 0 ? random.nextLong() >>> 1 : random.nextLong() | Long.MIN_VALUE;
        return new Float80((short) (exponent | (random.nextBoolean() ? 0x8000 : 0)), significand);
    }

    @Test
    void convertsAsNumpyDoes() throws IOException {
        int rows = 0;
        for (String[] row : NumpyRows.read("numpy-conversions.tsv")) {
            if (row[0].equals("F128")) {
                rows++;
                long bits =
                        Double.doubleToRawLongBits(NumpyRows.extended(row[1]).toDouble());
                assertEquals(row[3], String.format("%016x", bits), row[1]);
            } else if (row[2].equals("F128")) {
                rows++;
                assertEquals(NumpyRows.extended(row[3]), Float80.fromDouble(NumpyRows.twice(row[1])), row[1]);
            }
        }
        assertTrue(rows > 1000);
    }

    @Test
    void doublesSurvive() {
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long bits = i % 3 == 0 ? random.nextLong() >>> 12 : random.nextLong();
            double value = Double.longBitsToDouble(bits);
            Float80 widened = Float80.fromDouble(value);
            assertEquals(bits, Double.doubleToRawLongBits(widened.toDouble()), "seed " + seed + ", round " + i);
            if (Double.isFinite(value)) {
                assertEquals(0, new BigDecimal(value).compareTo(widened.toBigDecimal()));
            }
        }
        assertEquals(Float80.NAN, Float80.fromDouble(Double.NaN));
        assertEquals(Float80.NEGATIVE_INFINITY, Float80.fromDouble(Double.NEGATIVE_INFINITY));
        assertEquals(Float80.ZERO.negate(), Float80.fromDouble(-0.0));
    }

    @Test
    void toDoubleRoundsAsBigDecimalDoes() {
        long seed = 6;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            int exponent = 16383 - 1080 + random.nextInt(2120);
            Float80 value = new Float80((short) exponent, random.nextLong() | Long.MIN_VALUE);
            assertEquals(value.toBigDecimal().doubleValue(), value.toDouble(), "seed " + seed + ", round " + i);
        }
    }

    @Test
    void nanKeepsTheTopOfItsPayload() {
        Float80 nan = new Float80((short) 0xFFFF, 0x8000_0000_0000_0800L);
        assertEquals(0xFFF0_0000_0000_0001L, Double.doubleToRawLongBits(nan.toDouble()));
        Float80 lowPayload = new Float80((short) 0x7FFF, 0x8000_0000_0000_07FFL);
        assertEquals(0x7FF8_0000_0000_0000L, Double.doubleToRawLongBits(lowPayload.toDouble()));
        for (Float80 invalid : List.of(UNNORMAL, PSEUDO_INFINITY, PSEUDO_NAN)) {
            assertTrue(Double.isNaN(invalid.toDouble()));
            assertEquals("NaN", invalid.toString());
            assertEquals("nan", FloatText.numpy(invalid));
        }
    }

    @Test
    void decimalsSurvive() {
        long seed = 8;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Float80 value = random(random);
            String at = "seed " + seed + ", round " + i;
            assertEquals(value, Float80.fromBigDecimal(value.toBigDecimal()), at);
            assertEquals(value, Float80.parse(value.toString()), at);
            assertEquals(value, Float80.parse(FloatText.numpy(value)), at);
        }
    }

    @Test
    void fromBigDecimalTakesTheNearest() {
        long seed = 9;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Float80 low = random(random).abs();
            Float80 high = next(low);
            BigDecimal middle = low.toBigDecimal().add(high.toBigDecimal()).divide(BigDecimal.valueOf(2));
            BigDecimal little = middle.subtract(low.toBigDecimal()).scaleByPowerOfTen(-30);
            String at = "seed " + seed + ", round " + i;
            assertEquals((low.significand() & 1) == 0 ? low : high, Float80.fromBigDecimal(middle), at);
            assertEquals(low, Float80.fromBigDecimal(middle.subtract(little)), at);
            assertEquals(high, Float80.fromBigDecimal(middle.add(little)), at);
            assertEquals(
                    high.negate(), Float80.fromBigDecimal(middle.add(little).negate()), at);
        }
    }

    private static Float80 next(Float80 value) {
        if (value.significand() == -1L) {
            return new Float80((short) (value.signExponent() + 1), Long.MIN_VALUE);
        }
        long significand = value.significand() + 1;
        boolean becomesNormal = value.signExponent() == 0 && significand < 0;
        return new Float80(becomesNormal ? (short) 1 : value.signExponent(), significand);
    }

    @Test
    void carriesAcrossBinades() {
        Float80 below = new Float80((short) 0x3FFE, -1);
        assertEquals(Float80.fromDouble(1), next(below));
        BigDecimal almostOne = BigDecimal.ONE.subtract(new BigDecimal("1e-30"));
        assertEquals(Float80.fromDouble(1), Float80.fromBigDecimal(almostOne));
        Float80 largestSubnormal = new Float80((short) 0, Long.MAX_VALUE);
        assertEquals(SMALLEST_NORMAL, next(largestSubnormal));
        BigDecimal almostNormal = SMALLEST_NORMAL.toBigDecimal().multiply(almostOne);
        assertEquals(SMALLEST_NORMAL, Float80.fromBigDecimal(almostNormal));
    }

    @Test
    void extremes() {
        BigDecimal max = Float80.MAX_VALUE.toBigDecimal();
        BigDecimal halfStep = new BigDecimal(BigInteger.ONE.shiftLeft(16320 - 1));
        assertEquals(Float80.POSITIVE_INFINITY, Float80.fromBigDecimal(max.add(halfStep)));
        assertEquals(
                Float80.NEGATIVE_INFINITY,
                Float80.fromBigDecimal(max.add(halfStep).negate()));
        assertEquals(Float80.MAX_VALUE, Float80.fromBigDecimal(max.add(halfStep).subtract(BigDecimal.ONE)));
        assertEquals(Float80.POSITIVE_INFINITY, Float80.fromBigDecimal(new BigDecimal("1e2000000000")));
        assertEquals(Float80.ZERO, Float80.fromBigDecimal(new BigDecimal("1e-2000000000")));
        assertEquals(Float80.ZERO.negate(), Float80.fromBigDecimal(new BigDecimal("-1e-2000000000")));
        BigDecimal halfMin = Float80.MIN_VALUE.toBigDecimal().divide(BigDecimal.valueOf(2));
        assertEquals(Float80.ZERO, Float80.fromBigDecimal(halfMin));
        assertEquals(Float80.MIN_VALUE, Float80.fromBigDecimal(halfMin.multiply(new BigDecimal("1.0000001"))));
        assertEquals(Float80.ZERO, Float80.fromBigDecimal(BigDecimal.ZERO.setScale(7)));
        assertEquals("1.189731495357231765E4932", Float80.MAX_VALUE.toString());
        assertEquals("4.0E-4951", Float80.MIN_VALUE.toString());
    }

    @Test
    void shortestTextIsShortestAndClosest() {
        long seed = 10;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Float80 value = i % 5 == 0
                    ? new Float80((short) (16383 - 200 + i), Long.MIN_VALUE)
                    : random(random).abs();
            if (value.isZero()) {
                continue;
            }
            BigDecimal exact = value.toBigDecimal();
            BigDecimal printed = new BigDecimal(value.toString()).stripTrailingZeros();
            int digits = printed.precision();
            String at = "seed " + seed + ", round " + i + ", " + value;
            for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
                if (digits > 1) {
                    BigDecimal shorter = exact.round(new java.math.MathContext(digits - 1, mode));
                    assertNotEquals(value, Float80.fromBigDecimal(shorter), at);
                }
                BigDecimal other = exact.round(new java.math.MathContext(digits, mode));
                if (value.equals(Float80.fromBigDecimal(other))) {
                    BigDecimal distance = printed.subtract(exact).abs();
                    assertTrue(distance.compareTo(other.subtract(exact).abs()) <= 0, at);
                }
            }
        }
    }

    @Test
    void classes() {
        assertTrue(Float80.NAN.isNaN() && !Float80.NAN.isFinite() && !Float80.NAN.isInfinite());
        assertTrue(Float80.POSITIVE_INFINITY.isInfinite() && !Float80.POSITIVE_INFINITY.isNaN());
        assertTrue(Float80.NEGATIVE_INFINITY.isNegative()
                && !Float80.NEGATIVE_INFINITY.abs().isNegative());
        assertTrue(UNNORMAL.isNaN() && PSEUDO_INFINITY.isNaN() && PSEUDO_NAN.isNaN());
        assertTrue(PSEUDO_DENORMAL.isFinite() && !PSEUDO_DENORMAL.isZero());
        assertTrue(Float80.ZERO.negate().isZero() && Float80.ZERO.negate().isNegative());
        assertFalse(Float80.MIN_VALUE.isZero());
        for (Float80 value : List.of(Float80.NAN, Float80.POSITIVE_INFINITY, UNNORMAL)) {
            assertThrows(ArithmeticException.class, value::toBigDecimal);
        }
        assertEquals(BigDecimal.ZERO, Float80.ZERO.negate().toBigDecimal());
    }

    @Test
    void pseudoDenormalsHaveTheValueOfTheirTwins() {
        Float80 twin = new Float80((short) 1, Long.MIN_VALUE | 5);
        assertEquals(twin.toBigDecimal(), PSEUDO_DENORMAL.toBigDecimal());
        assertEquals(twin.toString(), PSEUDO_DENORMAL.toString());
        assertEquals(0.0, PSEUDO_DENORMAL.toDouble());
        assertNotEquals(twin, PSEUDO_DENORMAL);
        assertTrue(PSEUDO_DENORMAL.compareTo(twin) < 0);
    }

    @Test
    void ordersByValue() {
        List<Float80> ascending = List.of(
                Float80.NEGATIVE_INFINITY,
                Float80.MAX_VALUE.negate(),
                Float80.fromDouble(-2),
                Float80.fromDouble(-1.5),
                Float80.MIN_VALUE.negate(),
                Float80.ZERO.negate(),
                Float80.ZERO,
                Float80.MIN_VALUE,
                SMALLEST_NORMAL,
                PSEUDO_DENORMAL,
                new Float80((short) 1, Long.MIN_VALUE | 5),
                Float80.fromDouble(1),
                new Float80((short) 0x3FFF, -1),
                Float80.fromDouble(2),
                Float80.MAX_VALUE,
                Float80.POSITIVE_INFINITY,
                UNNORMAL,
                Float80.NAN,
                new Float80((short) 0x7FFF, -1),
                PSEUDO_NAN);
        for (int i = 0; i < ascending.size(); i++) {
            for (int k = 0; k < ascending.size(); k++) {
                int order = ascending.get(i).compareTo(ascending.get(k));
                assertEquals(Integer.signum(Integer.compare(i, k)), Integer.signum(order), i + " and " + k);
            }
        }
    }

    @Test
    void bytesAreLittleEndian() {
        byte[] bytes = new byte[14];
        Arrays.fill(bytes, (byte) 0x55);
        Float80 value = new Float80((short) 0xC123, 0x8877_6655_4433_2211L);
        value.toBytes(bytes, 2);
        byte[] expected = {
            0x55, 0x55, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, (byte) 0x88, 0x23, (byte) 0xC1, 0x55, 0x55
        };
        assertArrayEquals(expected, bytes);
        assertEquals(value, Float80.fromBytes(bytes, 2));
        assertEquals(value.hashCode(), Float80.fromBytes(bytes, 2).hashCode());
        assertThrows(IndexOutOfBoundsException.class, () -> Float80.fromBytes(bytes, 5));
        byte[] small = new byte[9];
        assertThrows(IndexOutOfBoundsException.class, () -> value.toBytes(small, 0));
        assertArrayEquals(new byte[9], small);
    }

    @Test
    void arrays() {
        Float80[] values = {Float80.NAN, Float80.fromDouble(1.5), UNNORMAL, Float80.MIN_VALUE};
        Float80Array array = Float80Array.of(values);
        assertEquals(4, array.length());
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], array.get(i));
            assertEquals(values[i].significand(), array.significand(i));
            assertEquals(values[i].signExponent(), array.signExponent(i));
            assertEquals(values[i].toDouble(), array.toDouble(i));
        }
        long[] significands = array.significands().clone();
        short[] signExponents = array.signExponents().clone();
        Float80Array adopted = Float80Array.adopt(significands, signExponents);
        Float80Array copy = Float80Array.copyOf(significands, signExponents);
        assertEquals(array, adopted);
        assertEquals(array.hashCode(), adopted.hashCode());
        significands[0] = 1;
        assertEquals(1, adopted.significand(0));
        assertEquals(array, copy);
        assertNotEquals(array, adopted);
        assertNotEquals(array, Float80Array.of());
        assertNotEquals(array, "array");
        signExponents[1] = 9;
        assertNotEquals(Float80Array.copyOf(copy.significands(), signExponents), copy);
        assertEquals(Float80Array.of(values[1], values[2]), array.slice(1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> array.slice(1, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(4));
        assertThrows(IllegalArgumentException.class, () -> Float80Array.adopt(new long[1], new short[2]));
        double[] doubles = {1, -0.0, Double.NaN, 1e300};
        assertArrayEquals(doubles, Float80Array.ofDoubles(doubles).toDoubles());
        assertEquals("[NaN, 1.5, NaN, 4.0E-4951]", array.toString());
        assertEquals("[]", Float80Array.of().toString());
    }
}
