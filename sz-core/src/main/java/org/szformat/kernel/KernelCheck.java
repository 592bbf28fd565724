package org.szformat.kernel;

import java.util.Arrays;
import java.util.Random;
import org.szformat.kernel.ShortKernels.Sign;

/** Holds kernels against the plain ones. */
final class KernelCheck {

    private static final long SEED = 16;
    private static final int COUNT = 331;

    /** Every so many bytes is one that stands for a large difference. */
    private static final int ESCAPE_STEP = 45;

    /** Of the values, from quiet to wild; the last makes differences overflow. */
    private static final int[] SPREADS = {1, 40, 127, 300, 1 << 15};

    private KernelCheck() {}

    /** Whether kernels give the same results as the plain ones, for a few arrays that have all there is to get wrong. */
    static boolean passes(ShortKernels kernels) {
        Random random = new Random(SEED);
        for (int spread : SPREADS) {
            for (int base : new int[] {0, 500, Short.MAX_VALUE, Short.MIN_VALUE}) {
                short[] values = new short[COUNT + 1];
                byte[] bytes = new byte[COUNT];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (short) (base + random.nextInt(2 * spread + 1) - spread);
                }
                random.nextBytes(bytes);
                if (spread < 300) {
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) Math.floorMod(bytes[i], 2 * spread + 1);
                    }
                }
                for (Sign sign : Sign.values()) {
                    if (!agree(kernels, values, bytes, sign)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean agree(ShortKernels kernels, short[] values, byte[] bytes, Sign sign) {
        byte[] encoded = new byte[COUNT + 2];
        byte[] expectedBytes = encoded.clone();
        kernels.encode(values, 1, COUNT, sign, encoded, 1);
        ShortKernels.plain().encode(values, 1, COUNT, sign, expectedBytes, 1);
        short[] decoded = new short[COUNT + 2];
        decoded[0] = values[0];
        short[] expectedValues = decoded.clone();
        int count = kernels.decode(bytes, 0, COUNT, sign, decoded, 1);
        int expectedCount = ShortKernels.plain().decode(bytes, 0, COUNT, sign, expectedValues, 1);
        return Arrays.equals(expectedBytes, encoded)
                && Arrays.equals(expectedValues, decoded)
                && expectedCount == count
                && agreeOnSplit(kernels, values[0], bytes, sign);
    }

    /** With numbers for all bytes {@link ShortKernels#ESCAPE}, and with one number less. */
    private static boolean agreeOnSplit(ShortKernels kernels, short first, byte[] bytes, Sign sign) {
        byte[] differences = bytes.clone();
        for (int i = ESCAPE_STEP; i < COUNT; i += ESCAPE_STEP) {
            differences[i] = ShortKernels.ESCAPE;
        }
        int escapes = 0;
        for (byte each : differences) {
            escapes += each == ShortKernels.ESCAPE ? 1 : 0;
        }
        byte[] in = Arrays.copyOf(differences, COUNT + 2 * escapes);
        System.arraycopy(bytes, 0, in, COUNT, 2 * escapes);
        short[] decoded = new short[COUNT + 2];
        decoded[0] = first;
        short[] expected = decoded.clone();
        int found = kernels.decodeSplit(in, 0, COUNT, COUNT, COUNT + escapes, escapes, sign, decoded, 1);
        int expectedFound =
                ShortKernels.plain().decodeSplit(in, 0, COUNT, COUNT, COUNT + escapes, escapes, sign, expected, 1);
        return found == expectedFound
                && Arrays.equals(expected, decoded)
                && kernels.decodeSplit(in, 0, COUNT, COUNT, COUNT + escapes, escapes - 1, sign, decoded, 1) >= escapes;
    }
}
