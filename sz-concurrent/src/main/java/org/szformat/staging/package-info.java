/**
 * Files that appear under their names only when they are whole ({@link org.szformat.staging.StagedPath}), what is done with
 * what a killed process left of them, and what tells SZ files from others ({@link org.szformat.staging.SzFiles}). Knows
 * nothing of what is in them.
 *
 * <p>Whatever is made on the way has a mark in its name, and beside it a file of that mark is locked for as long as its
 * process lives. Who finds such names and gets the lock may remove them.
 */
@NullMarked
package org.szformat.staging;

import org.jspecify.annotations.NullMarked;
