package org.szformat.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** Large differences nowhere, here and there, and everywhere; as many numbers for them as there are, and fewer. */
    @Test
    void split() {
        long seed = 31;
        Random random = new Random(seed);
        for (int round = 0; round < 4000; round++) {
            String place = "seed " + seed + ", round " + round;
            int count = round < 3900 ? round % 260 : random.nextInt(20_000);
            int from = random.nextInt(30);
            int at = 1 + random.nextInt(30);
            int rarity = new int[] {1, 2, 20, 100, 1000, Integer.MAX_VALUE}[random.nextInt(6)];
            byte[] in = new byte[from + count];
            int escapes = 0;
            for (int i = 0; i < in.length; i++) {
                boolean large = random.nextInt(rarity) == 0;
                in[i] = large ? ShortKernels.ESCAPE : (byte) random.nextInt(255);
                escapes += large && i >= from ? 1 : 0;
            }
            int lowAt = in.length + random.nextInt(5);
            int highAt = lowAt + escapes;
            in = Arrays.copyOf(in, highAt + escapes);
            for (int i = lowAt; i < in.length; i++) {
                in[i] = (byte) random.nextInt();
            }
            short[] decoded = new short[at + count + 40];
            Arrays.fill(decoded, GUARD);
            decoded[at - 1] = (short) random.nextInt();
            short[] expected = decoded.clone();
            Sign sign = random.nextBoolean() ? Sign.SIGNED : Sign.UNSIGNED;
            assertEquals(escapes, PLAIN.decodeSplit(in, from, count, lowAt, highAt, escapes, sign, expected, at));
            assertEquals(
                    escapes, kernels.decodeSplit(in, from, count, lowAt, highAt, escapes, sign, decoded, at), place);
            assertArrayEquals(expected, decoded, place);
            if (escapes > 0) {
                int fewer = random.nextInt(escapes);
                assertTrue(
                        kernels.decodeSplit(in, from, count, lowAt, highAt, fewer, sign, decoded, at) > fewer, place);
            }
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
