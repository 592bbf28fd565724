package org.szformat.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.szformat.kernel.ShortKernels.Sign;

/** The plain kernels against one value at a time. */
class PlainKernelsTest {

    private static final byte GUARD = 0x5A;

    private final ShortKernels kernels = ShortKernels.plain();

    @Test
    void everyLength() {
        long seed = 77;
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            int count = round < 2800 ? round % 140 : random.nextInt(10_000);
            int from = 1 + random.nextInt(20);
            int at = 1 + random.nextInt(20);
            short[] values = values(random, from + count + 3);
            for (Sign sign : Sign.values()) {
                String place = "seed " + seed + ", round " + round + ", " + sign;
                byte[] encoded = new byte[at + count + 9];
                Arrays.fill(encoded, GUARD);
                byte[] expected = encoded.clone();
                for (int i = 0; i < count; i++) {
                    int d = sign.value(values[from + i]) - sign.value(values[from + i - 1]);
                    int zigzag = d >= 0 ? 2 * d : -2 * d - 1;
                    expected[at + i] = (byte) Math.min(zigzag, 255);
                }
                kernels.encode(values, from, count, sign, encoded, at);
                assertArrayEquals(expected, encoded, place);

                byte[] bytes = bytes(random, count + at);
                short[] decoded = new short[from + count + 9];
                Arrays.fill(decoded, GUARD);
                decoded[from - 1] = values[from - 1];
                short[] expectedValues = decoded.clone();
                int value = sign.value(values[from - 1]);
                int done = 0;
                for (; done < count && bytes[at + done] != ShortKernels.ESCAPE; done++) {
                    int zigzag = bytes[at + done] & 0xFF;
                    value += zigzag % 2 == 0 ? zigzag / 2 : -(zigzag + 1) / 2;
                    if (value != sign.value((short) value)) {
                        break;
                    }
                    expectedValues[from + done] = (short) value;
                }
                assertEquals(done, kernels.decode(bytes, at, count, sign, decoded, from), place);
                assertArrayEquals(expectedValues, decoded, place);
            }
        }
    }

    @Test
    void splitOfEveryLength() {
        long seed = 78;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int count = round < 1900 ? round % 140 : random.nextInt(10_000);
            int from = random.nextInt(20);
            int at = 1 + random.nextInt(20);
            byte[] in = bytes(random, from + count);
            int escapes = 0;
            for (int i = from; i < in.length; i++) {
                escapes += in[i] == ShortKernels.ESCAPE ? 1 : 0;
            }
            int lowAt = in.length;
            int highAt = lowAt + escapes;
            in = Arrays.copyOf(in, highAt + escapes);
            for (int i = lowAt; i < in.length; i++) {
                in[i] = (byte) random.nextInt();
            }
            short[] decoded = new short[at + count + 9];
            Arrays.fill(decoded, GUARD);
            decoded[at - 1] = (short) random.nextInt();
            short[] expected = decoded.clone();
            int escape = 0;
            for (int i = 0; i < count; i++) {
                int zigzag = in[from + i] & 0xFF;
                if (zigzag == 255) {
                    zigzag += (in[lowAt + escape] & 0xFF) + 256 * (in[highAt + escape] & 0xFF);
                    escape++;
                }
                int difference = zigzag % 2 == 0 ? zigzag / 2 : -(zigzag + 1) / 2;
                expected[at + i] = (short) (expected[at + i - 1] + difference);
            }
            for (Sign sign : Sign.values()) {
                String place = "seed " + seed + ", round " + round + ", " + sign;
                short[] result = decoded.clone();
                assertEquals(
                        escapes, kernels.decodeSplit(in, from, count, lowAt, highAt, escapes, sign, result, at), place);
                assertArrayEquals(expected, result, place);
                if (escapes > 0) {
                    int fewer = random.nextInt(escapes);
                    int found = kernels.decodeSplit(in, from, count, lowAt, highAt, fewer, sign, result, at);
                    assertTrue(found > fewer, place);
                }
            }
        }
    }

    /** Quiet, wild, at the ends of the range, or all of that. */
    private static short[] values(Random random, int length) {
        int spread = 1 << random.nextInt(17);
        int base = new int[] {0, 500, 32767, 32768}[random.nextInt(4)];
        int wild = random.nextInt(40);
        short[] values = new short[length];
        for (int i = 0; i < length; i++) {
            values[i] = (short)
                    (wild > 0 && random.nextInt(wild * 10) == 0
                            ? random.nextInt()
                            : base + random.nextInt(2 * spread) - spread);
        }
        return values;
    }

    /** Small or large; now and then all of one sign, so that sums leave the range. */
    private static byte[] bytes(Random random, int length) {
        int bound = 1 + random.nextInt(256);
        int odd = random.nextInt(4);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int zigzag = random.nextInt(bound);
            bytes[i] = (byte) (odd == 0 ? zigzag | 1 : odd == 1 ? zigzag & ~1 : zigzag);
        }
        return bytes;
    }

    @Test
    void rangesOutsideTheArrays() {
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.encode(new short[20], 1, 20, Sign.SIGNED, new byte[40], 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.encode(new short[40], 1, 20, Sign.SIGNED, new byte[19], 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.decode(new byte[20], 1, 20, Sign.SIGNED, new short[40], 1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.decode(new byte[20], 0, 20, Sign.SIGNED, new short[20], 1));
    }
}
