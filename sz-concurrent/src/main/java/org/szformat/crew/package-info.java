/**
 * Work that is done by several threads, and its results in order: a {@link org.szformat.crew.Crew} does it, {@link
 * org.szformat.crew.OrderedWork} keeps the order and bounds the memory. Pieces of work are handed to the crew ahead, as far
 * as the memory that they say they take allows, and their results come in the order of the pieces.
 *
 * <p>One thread, the caller's, orders and writes; while it waits for a result it works as the others do. That is why there is
 * a crew of its own here beside the pools of {@code org.szformat.concurrent}, whose readers only wait: one thread is then one
 * thread, and two are twice that.
 *
 * <p>Knows nothing of what the work is. Not exported: what is public here is so for this module alone.
 */
@NullMarked
package org.szformat.crew;

import org.jspecify.annotations.NullMarked;
