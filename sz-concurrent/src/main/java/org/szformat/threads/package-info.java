/**
 * Threads that do not keep a process alive, and what is needed to end them for sure: {@link org.szformat.threads.DaemonPool}
 * has tasks done, and says what came of them; {@link org.szformat.threads.DaemonThreads} makes single threads and waits for
 * them; {@link org.szformat.threads.PatientLock} is for those who must get on when memory is short.
 *
 * <p>How work is cut up, ordered and bounded is the affair of those who hand it out, and differs: by bytes, by pieces, or not
 * at all. Not exported: what is public here is so for this module alone.
 */
@NullMarked
package org.szformat.threads;

import org.jspecify.annotations.NullMarked;
