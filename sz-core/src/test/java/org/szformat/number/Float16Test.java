package org.szformat.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Float16Test {

    @Test
    void everyHalfSurvivesFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertEquals((short) bits, Float16.fromFloat(Float16.toFloat((short) bits)));
        }
    }

    @Test
    void everyHalfSurvivesDoubleAndText() {
        for (int i = 0; i < 1 << 16; i++) {
            short bits = (short) i;
            float value = Float16.toFloat(bits);
            if (Float.isNaN(value)) {
                assertEquals(0x7C00, bits & 0x7C00);
                assertTrue((bits & 0x3FF) != 0);
            } else {
                assertEquals(bits, Float16.fromDouble(value));
                assertEquals(bits, Float16.parse(Float16.toString(bits)));
                assertEquals(bits, Float16.parse(FloatText.numpyHalf(bits)));
            }
        }
    }

    @Test
    void everyFiniteHalfHasItsValue() {
        for (int bits = 0; bits < 0x7C00; bits++) {
            int exponent = bits >> 10;
            double expected =
                    exponent == 0 ? (bits & 0x3FF) * 0x1p-24 : ((bits & 0x3FF) + 0x400) * Math.pow(2, exponent - 25);
            assertEquals(expected, Float16.toFloat((short) bits));
            assertEquals(-expected, Float16.toFloat((short) (bits | 0x8000)));
        }
    }

    @Test
    void nanKeepsTheTopOfItsPayload() {
        assertEquals((short) 0x7E00, Float16.fromFloat(Float.NaN));
        assertEquals((short) 0xFD55, Float16.fromFloat(Float.intBitsToFloat(0xFFAA_BFFF)));
        assertEquals((short) 0x7E00, Float16.fromFloat(Float.intBitsToFloat(0x7F80_1FFF)));
        assertEquals((short) 0x7E00, Float16.fromDouble(Double.longBitsToDouble(0x7FF0_0000_0000_0001L)));
        assertEquals((short) 0xFC01, Float16.fromDouble(Double.longBitsToDouble(0xFFF0_0400_0000_0000L)));
        assertEquals((short) 0x7E00, Float16.parse("nan"));
    }

    @Test
    void tiesGoToEven() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            double low = Float16.toFloat((short) bits);
            double high = Float16.toFloat((short) (bits + 1));
            double middle = (low + high) / 2;
            assertEquals((short) ((bits & 1) == 0 ? bits : bits + 1), Float16.fromDouble(middle));
            assertEquals((short) bits, Float16.fromDouble(Math.nextDown(middle)));
            assertEquals((short) (bits + 1), Float16.fromDouble(Math.nextUp(middle)));
            assertEquals((short) (bits | 0x8000), Float16.fromFloat(Math.nextUp((float) -middle)));
        }
        assertEquals((short) 0x7C00, Float16.fromDouble(65520));
        assertEquals((short) 0x7BFF, Float16.fromDouble(Math.nextDown(65520.0)));
        assertEquals((short) 0xFC00, Float16.fromDouble(-1e300));
        assertEquals((short) 0x8000, Float16.fromDouble(-1e-300));
        assertEquals((short) 0x8000, Float16.fromDouble(-0.0));
        assertEquals((short) 0, Float16.fromDouble(Double.MIN_VALUE));
    }

    @Test
    void roundsDoublesAsNumpyDoes() throws IOException {
        int rows = 0;
        for (String[] row : NumpyRows.read("numpy-conversions.tsv")) {
            if (row[2].equals("F16")) {
                rows++;
                assertEquals(NumpyRows.half(row[3]), Float16.fromDouble(NumpyRows.twice(row[1])), row[1]);
            }
        }
        assertTrue(rows > 500);
    }

    @Test
    void textRoundsToTheNearest() {
        long seed = 77;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            BigDecimal exact = new BigDecimal(random.nextDouble() * 10)
                    .scaleByPowerOfTen(random.nextInt(13) - 8)
                    .add(new BigDecimal("1e-60"));
            int bits = Float16.parse(exact.toString());
            BigDecimal distance = distance(bits, exact);
            String at = "seed " + seed + ", round " + i + ", " + exact;
            if (bits < 0x7BFF) {
                assertTrue(distance.compareTo(distance(bits + 1, exact)) <= 0, at);
                assertTrue(bits == 0 || distance.compareTo(distance(bits - 1, exact)) <= 0, at);
            } else {
                assertTrue(exact.doubleValue() > 65_000, at);
            }
        }
    }

    private static BigDecimal distance(int bits, BigDecimal exact) {
        float value = Float16.toFloat((short) bits);
        return new BigDecimal(Float.isInfinite(value) ? 65536 : value)
                .subtract(exact)
                .abs();
    }
}
