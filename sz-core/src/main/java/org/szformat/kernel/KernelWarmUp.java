package org.szformat.kernel;

import java.util.Random;
import org.szformat.kernel.ShortKernels.Sign;

/**
 * Runs kernels until the JIT has compiled them. Before that, vectors are objects and a hundred times slower than the plain
 * loops; kernels that stay slow, as without a compiler that knows them, are not worth having.
 */
final class KernelWarmUp {

    private static final long SEED = 17;
    private static final int COUNT = 4096;

    /** Calls are what the JIT counts, so that short ones warm up for less. */
    private static final int SHORT_COUNT = 64;

    /** So many that those with the fewest loops are compiled after two rounds, at the latest. */
    private static final int SHORT_CALLS = 4000;

    private static final int TIMED_CALLS = 5;

    /** Pauses double, so that a compiler that never comes costs little. */
    private static final long FIRST_PAUSE_MILLIS = 20;

    private static final long LAST_PAUSE_MILLIS = 1280;

    private final short[] values = new short[COUNT + 1];
    private final byte[] bytes = new byte[COUNT];

    private KernelWarmUp() {
        Random random = new Random(SEED);
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (500 + random.nextInt(100));
        }
    }

    /** Runs kernels, with pauses for the compiler, until they are faster than the plain ones or it takes too long. */
    static boolean becomesFaster(ShortKernels kernels) {
        KernelWarmUp warmUp = new KernelWarmUp();
        for (long pause = FIRST_PAUSE_MILLIS; pause <= LAST_PAUSE_MILLIS; pause *= 2) {
            for (int i = 0; i < SHORT_CALLS; i++) {
                warmUp.run(kernels, SHORT_COUNT);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (warmUp.areFaster(kernels)) {
                return true;
            }
        }
        return false;
    }

    /** Whether each of them is: one that is not compiled yet would take longer than the others save. */
    private boolean areFaster(ShortKernels kernels) {
        ShortKernels plain = ShortKernels.plain();
        return nanos(() -> encode(kernels, COUNT)) < nanos(() -> encode(plain, COUNT))
                && nanos(() -> decode(kernels, COUNT)) < nanos(() -> decode(plain, COUNT))
                && nanos(() -> decodeSplit(kernels, COUNT)) < nanos(() -> decodeSplit(plain, COUNT));
    }

    private static long nanos(Runnable run) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMED_CALLS; i++) {
            long start = System.nanoTime();
            run.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return least;
    }

    private void run(ShortKernels kernels, int count) {
        encode(kernels, count);
        decode(kernels, count);
        decodeSplit(kernels, count);
    }

    private void encode(ShortKernels kernels, int count) {
        kernels.encode(values, 1, count, Sign.SIGNED, bytes, 0);
    }

    private void decode(ShortKernels kernels, int count) {
        kernels.decode(bytes, 0, count, Sign.SIGNED, values, 1);
    }

    private void decodeSplit(ShortKernels kernels, int count) {
        kernels.decodeSplit(bytes, 0, count, count, count, 0, Sign.SIGNED, values, 1);
    }
}
