package org.szformat.kernel;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Chooses kernels, once: those of a {@link KernelProvider} if there is one, they become faster than the plain ones on this
 * machine and give the same results; else, and until that is known, the plain ones.
 *
 * <p>What is offered is tried in the background, in the JDK's common pool, and only after the process has coded
 * {@value #WORTHWHILE} values: loading, compiling and checking costs some tenths of a second of one processor, which
 * little work never earns back. With the value {@value #PLAIN} of the system property {@value #PROPERTY}, the plain ones
 * are used throughout.
 *
 * <p>Thread-safe.
 */
public final class Kernels {

    /** The system property that says what may be used. */
    public static final String PROPERTY = "sz.kernels";

    /** The value of the system property that allows the plain kernels only. */
    public static final String PLAIN = "plain";

    /** The number of values after which others are tried. */
    public static final long WORTHWHILE = 1L << 29;

    private static final String PLAIN_NAME = "plain Java";

    private static final AtomicBoolean TRYING = new AtomicBoolean();

    private static volatile @Nullable Choice choice;

    /** Counts values; races may lose some, which does not matter. */
    private static long coded;

    private Kernels() {}

    record Choice(String name, ShortKernels kernels) {

        static final Choice PLAIN = new Choice(PLAIN_NAME, ShortKernels.plain());
    }

    /**
     * The kernels to code some values with.
     *
     * @param count the number of values
     * @return the kernels that were chosen, or the plain ones
     */
    public static ShortKernels forValues(int count) {
        Choice made = choice;
        if (made != null) {
            return made.kernels;
        }
        coded += count;
        if (coded >= WORTHWHILE && !TRYING.get() && TRYING.compareAndSet(false, true)) {
            chooseInBackground();
        }
        return ShortKernels.plain();
    }

    private static void chooseInBackground() {
        try {
            ForkJoinPool.commonPool().execute(Kernels::choose);
        } catch (RejectedExecutionException e) {
            choice = Choice.PLAIN;
        }
    }

    /**
     * Chooses now, unless that has been done, and waits for it: for measurements.
     *
     * @return the name of what was chosen
     */
    public static synchronized String choose() {
        Choice made = choice;
        if (made == null) {
            TRYING.set(true);
            made = available().flatMap(Kernels::tried).orElse(Choice.PLAIN);
            choice = made;
        }
        return made.name;
    }

    /**
     * Says what this process uses, without trying anything.
     *
     * @return the names of the kernels for little work and, if others are available, for more
     */
    public static String describe() {
        return available()
                .map(provider -> PLAIN_NAME + ", after " + (WORTHWHILE >> 20) + " Mi values " + provider.name())
                .orElse(PLAIN_NAME);
    }

    private static Optional<KernelProvider> available() {
        if (PLAIN.equals(System.getProperty(PROPERTY))) {
            return Optional.empty();
        }
        try {
            return ServiceLoader.load(KernelProvider.class, Kernels.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(KernelProvider::isAvailable)
                    .findFirst();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            return Optional.empty();
        }
    }

    static Optional<Choice> tried(KernelProvider provider) {
        try {
            ShortKernels kernels = provider.load();
            // In this order, so that what is checked is what the JIT made of it.
            return KernelWarmUp.becomesFaster(kernels) && KernelCheck.passes(kernels)
                    ? Optional.of(new Choice(provider.name(), kernels))
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }
}
