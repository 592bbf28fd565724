/**
 * The signal codecs' inner loops by the Vector API. Optional: found as a service where it is installed, and of use where
 * the JDK's module {@code jdk.incubator.vector} is.
 */
module org.szformat.vector {
    requires org.szformat.core;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    provides org.szformat.kernel.KernelProvider with
            org.szformat.vector.VectorProvider;
}
