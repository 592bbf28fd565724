/**
 * Kernels by the Vector API, and how it is reached.
 *
 * <p>Owns all that needs {@code jdk.incubator.vector}; nothing else in SZ does. {@link org.szformat.vector.VectorProvider}
 * makes sure that the module is there before {@link org.szformat.vector.VectorKernels}, the only class that is linked
 * with it, is loaded. Holds no codec: what the bytes mean is defined by {@link org.szformat.kernel.ShortKernels}.
 */
@NullMarked
package org.szformat.vector;

import org.jspecify.annotations.NullMarked;
