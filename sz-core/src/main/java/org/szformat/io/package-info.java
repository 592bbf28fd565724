/**
 * Files as the layouts need them: reads at positions that interrupts do not disturb, writes that are whole, directories
 * that are forced. The package knows nothing of what the bytes mean, and is not exported.
 */
@NullMarked
package org.szformat.io;

import org.jspecify.annotations.NullMarked;
