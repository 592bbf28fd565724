/**
 * Files that appear under their names only when they are whole ({@link org.szformat.staging.StagedPath}), and what tells
 * SZ files from others ({@link org.szformat.staging.SzFiles}). Knows nothing of what is in them.
 */
@NullMarked
package org.szformat.staging;

import org.jspecify.annotations.NullMarked;
