package org.szformat.kernel;

import java.util.Arrays;
import java.util.Random;
import org.szformat.kernel.ShortKernels.Sign;

/** Holds kernels against the plain ones. */
final class KernelCheck {

    private static final long SEED = 16;
    private static final int COUNT = 331;

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
                && expectedCount == count;
    }
}
