/**
 * How far work on whole files is: {@link org.szformat.progress.RewriteListener} is told it by rewriting and by splitting.
 * Knows nothing of either.
 */
@NullMarked
package org.szformat.progress;

import org.jspecify.annotations.NullMarked;
