package org.szformat.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.szformat.kernel.ShortKernels;
import org.szformat.kernel.ShortKernels.Sign;

/** The vector kernels against the plain ones. */
class VectorKernelsTest {

    private static final byte GUARD = 0x5A;
    private static final ShortKernels PLAIN = ShortKernels.plain();

    private final ShortKernels kernels = new VectorKernels();

    @Test
    void randomAndAdversarial() {
        long seed = 99;
        Random random = new Random(seed);
        for (int round = 0; round < 4000; round++) {
            int count = round < 3900 ? round % 130 : random.nextInt(5_000);
            short[] values = new short[count + 40];
            byte[] bytes = new byte[count + 40];
            int spread = 1 << random.nextInt(17);
            int base = new int[] {0, 500, Short.MAX_VALUE, Short.MIN_VALUE}[random.nextInt(4)];
            int wild = 1 + random.nextInt(400);
            int bound = 1 + random.nextInt(256);
            int parity = random.nextInt(4);
            for (int i = 0; i < values.length; i++) {
                values[i] = (short)
                        (random.nextInt(wild) == 0 ? random.nextInt() : base + random.nextInt(2 * spread) - spread);
                int zigzag = random.nextInt(bound);
                bytes[i] = (byte) (parity == 0 ? zigzag | 1 : parity == 1 ? zigzag & ~1 : zigzag);
            }
            compare(values, bytes, count, 1 + random.nextInt(30), "seed " + seed + ", round " + round);
        }
    }

    /** Every difference next to every limit: of a byte, of 16 bits with either sign. */
    @Test
    void everyLimit() {
        int[] limits = {0, 126, 127, 128, 129, 32640, 32767, 32768, 32769, 65407, 65408, 65409, 65535};
        short[] values = new short[limits.length * limits.length * 2 + 40];
        byte[] bytes = new byte[values.length];
        int i = 0;
        for (int first : limits) {
            for (int second : limits) {
                values[i++] = (short) first;
                values[i++] = (short) second;
            }
        }
        for (int shift = 1; shift < 20; shift++) {
            compare(values, bytes, 2 * limits.length * limits.length, shift, "shift " + shift);
        }
    }

    /** Noisy steps, as signals of pores are. */
    @Test
    void signals() {
        long seed = 5;
        Random random = new Random(seed);
        short[] values = new short[100_040];
        byte[] bytes = new byte[values.length];
        double level = 500;
        for (int i = 0; i < values.length; i++) {
            if (random.nextInt(10) == 0) {
                level = 500 + 80 * random.nextGaussian();
            }
            values[i] = (short) Math.round(level + 9 * random.nextGaussian());
            bytes[i] = (byte) random.nextInt(60);
        }
        compare(values, bytes, 100_000, 7, "seed " + seed);
    }

    private void compare(short[] values, byte[] bytes, int count, int offset, String place) {
        for (Sign sign : Sign.values()) {
            byte[] encoded = new byte[offset + count + 40];
            Arrays.fill(encoded, GUARD);
            byte[] expectedBytes = encoded.clone();
            PLAIN.encode(values, offset, count, sign, expectedBytes, offset);
            kernels.encode(values, offset, count, sign, encoded, offset);
            assertArrayEquals(expectedBytes, encoded, place);

            short[] decoded = new short[offset + count + 40];
            Arrays.fill(decoded, GUARD);
            decoded[offset - 1] = values[0];
            short[] expected = decoded.clone();
            int done = PLAIN.decode(bytes, offset, count, sign, expected, offset);
            assertEquals(done, kernels.decode(bytes, offset, count, sign, decoded, offset), place);
            assertArrayEquals(expected, decoded, place);
        }
    }

    @Test
    void rangesOutsideTheArrays() {
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.encode(new short[20], 1, 20, Sign.SIGNED, new byte[40], 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.encode(new short[40], 1, 20, Sign.SIGNED, new byte[15], 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.decode(new byte[15], 0, 20, Sign.SIGNED, new short[40], 1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.decode(new byte[20], 0, 20, Sign.SIGNED, new short[16], 1));
    }
}
