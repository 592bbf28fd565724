package org.szformat.kernel;

/**
 * A service by which a module offers {@link ShortKernels} that may be faster than the plain ones.
 *
 * <p>What it offers is used only after it was compared with the plain implementation, in results and in speed.
 * Implementations have a public constructor without arguments that does nothing.
 */
public interface KernelProvider {

    /**
     * What the kernels are called.
     *
     * @return a few words
     */
    String name();

    /**
     * Whether kernels can be expected to work here, as far as can be said at once.
     *
     * @return whether this Java machine seems to have what they need
     */
    boolean isAvailable();

    /**
     * Makes the kernels. May take a tenth of a second; prints nothing.
     *
     * @return the kernels
     * @throws UnsupportedOperationException if this Java machine or its processor lacks what they need
     */
    ShortKernels load();
}
