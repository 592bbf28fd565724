/**
 * The inner loops of the signal codecs, and the choice of who runs them.
 *
 * <p>Owns {@link org.szformat.kernel.ShortKernels}, whose plain implementation is always there, and the service
 * {@link org.szformat.kernel.KernelProvider} by which a module may offer faster ones with the same results;
 * {@link org.szformat.kernel.Kernels} chooses once. Codecs know nothing of the choice.
 *
 * <p>The package uses nothing but the JDK. It starts no thread of its own: preparing what a provider offers is left to
 * the JDK's common pool.
 */
@NullMarked
package org.szformat.kernel;

import org.jspecify.annotations.NullMarked;
