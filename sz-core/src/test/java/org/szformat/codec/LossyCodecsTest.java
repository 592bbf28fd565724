package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.number.Float16;
import org.szformat.schema.ValueType;

/** {@code degrade} and {@code quantize}: how they round, and what they promise. */
class LossyCodecsTest {

    private static final long SEED = 20260102;

    private static Object roundTrip(ValueCodec codec, ValueType type, Object values) throws Exception {
        return roundTrip(codec.forType(type), values);
    }

    private static <A> A roundTrip(ArrayCodec<A> codec, Object values) throws Exception {
        int count = Arrays2.length(values);
        byte[] encoded = ValueCodecPropertiesTest.encode(codec, values, count);
        A decoded = codec.kind().allocate(count);
        codec.decode(encoded, 0, encoded.length, decoded, 0, count);
        return decoded;
    }

    /** As the other tool has it, in C's int arithmetic, before the result is cut to 16 bits. */
    private static int roundToPowerOf2(int number, int bits) {
        int mask = (1 << bits) - 1;
        return (number & mask) < 1 << (bits - 1) ? number & ~mask : (number & ~mask) + (1 << bits);
    }

    @Test
    void degradeRoundsEveryShortAsTheOtherToolDoes() throws Exception {
        short[] all = new short[1 << 16];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) i;
        }
        for (int bits = 1; bits < 16; bits++) {
            ValueCodec codec = ValueCodec.degrade(bits, ValueCodec.deltaSplit());
            short[] signed = (short[]) roundTrip(codec, ValueType.I16, all);
            short[] unsigned = (short[]) roundTrip(codec, ValueType.U16, all);
            for (int i = 0; i < all.length; i++) {
                int rounded = roundToPowerOf2(all[i], bits);
                assertEquals(rounded > Short.MAX_VALUE ? rounded - (1 << bits) : rounded, signed[i]);
                int roundedUp = roundToPowerOf2(i, bits);
                assertEquals(roundedUp > 0xFFFF ? roundedUp - (1 << bits) : roundedUp, unsigned[i] & 0xFFFF);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueType.class,
            names = {"I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64"})
    void degradeRoundsToTheNearestMultipleThatTheTypeHolds(ValueType type) throws Exception {
        Random random = new Random(SEED);
        for (int bits = 1; bits <= Math.min(16, 8 * type.width() - 1); bits++) {
            Object values = Arrays2.random(type, 500, random);
            Object decoded = roundTrip(ValueCodec.degrade(bits, ValueCodec.planes()), type, values);
            for (int i = 0; i < 500; i++) {
                BigDecimal error = value(type, decoded, i).subtract(value(type, values, i));
                assertEquals(0, Arrays2.bits(decoded, i) & ((1 << bits) - 1));
                boolean nearest =
                        error.abs().multiply(BigDecimal.valueOf(2)).compareTo(BigDecimal.valueOf(1 << bits)) <= 0;
                BigDecimal up = value(type, decoded, i).add(BigDecimal.valueOf(1 << bits));
                BigDecimal max = new BigDecimal(Long.toUnsignedString(type.maxValue()));
                assertTrue(nearest || up.compareTo(max) > 0, type + " " + bits);
            }
            // Once rounded, values stay.
            assertTrue(Arrays2.sameBits(
                    decoded, 0, roundTrip(ValueCodec.degrade(bits, ValueCodec.plain()), type, decoded), 0, 500));
        }
        assertFalse(
                type.width() == 1 && ValueCodec.degrade(8, ValueCodec.plain()).supports(type));
    }

    private static BigDecimal value(ValueType type, Object array, int i) {
        int unused = 64 - 8 * type.width();
        long bits = Arrays2.bits(array, i);
        return new BigDecimal(type.isSigned() ? "" + (bits << unused >> unused) : Long.toUnsignedString(bits));
    }

    @Test
    void degradeStoresQuotients() {
        byte[] bytes = ValueCodecPropertiesTest.encode(
                (ArrayCodec<?>) ValueCodec.degrade(3, ValueCodec.plain()).forType(ValueType.I16),
                new short[] {3, 4, -4, -5, 12, 32767},
                6);
        assertArrayEquals(new byte[] {0, 0, 1, 0, 0, 0, -1, -1, 2, 0, (byte) 0xFF, 0x0F}, bytes);
    }

    @Test
    void quotientsOutOfRangeAreCorrupt() {
        ArrayCodec<?> codec = ValueCodec.degrade(3, ValueCodec.plain()).forType(ValueType.I16);
        CorruptDataException e =
                assertThrows(CorruptDataException.class, () -> decode(codec, new byte[] {0, 0, 0, 0x10}, 2));
        assertTrue(e.getMessage().contains("quotient 4096 of index 1"), e.getMessage());
    }

    private static <A> A decode(ArrayCodec<A> codec, byte[] in, int count) throws Exception {
        A values = codec.kind().allocate(count);
        codec.decode(in, 0, in.length, values, 0, count);
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.001, 1e-7, 3, 1e300, Double.MIN_VALUE, 1e-30})
    void theErrorNeverExceedsTheBound(double bound) throws Exception {
        Random random = new Random(SEED);
        ValueCodec codec = ValueCodec.quantize(bound, ValueCodec.deltaStreamVByte());
        for (int k = 0; k < 30; k++) {
            int count = random.nextInt(3000);
            double[] doubles = new double[count];
            float[] floats = new float[count];
            short[] halves = new short[count];
            for (int i = 0; i < count; i++) {
                double value = switch (random.nextInt(4)) {
                    case 0 -> random.nextGaussian() * 100;
                    case 1 -> random.nextInt(2000) * bound / 2;
                    case 2 -> Double.longBitsToDouble(random.nextLong());
                    default -> random.nextGaussian() * bound * 1e9;
                };
                doubles[i] = value;
                floats[i] = (float) value;
                halves[i] = Float16.fromDouble(value);
            }
            double[] decodedDoubles = (double[]) roundTrip(codec, ValueType.F64, doubles);
            float[] decodedFloats = (float[]) roundTrip(codec, ValueType.F32, floats);
            short[] decodedHalves = (short[]) roundTrip(codec, ValueType.F16, halves);
            for (int i = 0; i < count; i++) {
                assertTrue(within(doubles[i], decodedDoubles[i], bound), () -> "double");
                assertTrue(within(floats[i], decodedFloats[i], bound), () -> "float");
                assertTrue(within(Float16.toFloat(halves[i]), Float16.toFloat(decodedHalves[i]), bound), () -> "half");
            }
        }
    }

    private static boolean within(double a, double b, double bound) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
        }
        return new BigDecimal(a).subtract(new BigDecimal(b)).abs().compareTo(new BigDecimal(bound)) <= 0;
    }

    @Test
    void whatCannotBeRoundedIsKeptBitForBit() throws Exception {
        double[] values = {
            Double.NaN,
            Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
            Double.POSITIVE_INFINITY,
            1,
            Double.NEGATIVE_INFINITY,
            1e300,
            -1e10,
            Double.MAX_VALUE
        };
        ValueCodec codec = ValueCodec.quantize(0.5, ValueCodec.deltaPacked());
        double[] decoded = (double[]) roundTrip(codec, ValueType.F64, values);
        assertTrue(Arrays2.sameBits(values, 0, decoded, 0, values.length));
    }

    @Test
    void quantizeWritesWhatTheFormatSays() throws Exception {
        ArrayCodec<?> codec = ValueCodec.quantize(0.25, ValueCodec.plain()).forType(ValueType.F32);
        byte[] bytes = ValueCodecPropertiesTest.encode(
                codec, new float[] {1.1f, Float.POSITIVE_INFINITY, -0.74f, 0.25f, Float.NaN}, 5);
        byte[] expected = {
            2,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            4,
            0,
            0,
            0, // two exceptions, the indices 1 and 4
            0,
            0,
            (byte) 0x80,
            0x7F,
            0,
            0,
            (byte) 0xC0,
            0x7F, // their bits
            2,
            0,
            0,
            0,
            2,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            -1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0 // steps of 0.5
        };
        assertArrayEquals(expected, bytes);
        assertArrayEquals(
                new float[] {1, Float.POSITIVE_INFINITY, -0.5f, 0, Float.NaN}, (float[]) decode(codec, expected, 5));
        for (int at : new int[] {0, 3, 4, 7, 8, 11}) {
            byte[] bad = expected.clone();
            bad[at] = 7;
            assertThrows(CorruptDataException.class, () -> decode(codec, bad, 5), "byte " + at);
        }
    }

    @Test
    void argumentsAreChecked() {
        for (double bound : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> ValueCodec.quantize(bound, ValueCodec.plain()));
        }
        ValueCodec lossy = ValueCodec.degrade(1, ValueCodec.plain());
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.quantize(1, lossy));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.quantize(1, ValueCodec.deltaSplit()));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.degrade(1, lossy));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.degrade(0, ValueCodec.plain()));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.degrade(17, ValueCodec.plain()));
    }
}
