/**
 * Files as the layouts need them: reads at positions that interrupts do not disturb, writes that are whole, directories
 * that are forced; and what file systems of ours that are only read have in common. The package knows nothing of what the
 * bytes mean, and is exported to the library's own modules alone.
 */
@NullMarked
package org.szformat.io;

import org.jspecify.annotations.NullMarked;
