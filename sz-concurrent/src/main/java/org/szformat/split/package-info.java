/**
 * Records of SZ files written to many files. {@link org.szformat.split.Split} is the way in, {@link
 * org.szformat.split.SplitRule} says which record goes where.
 *
 * <p>{@code Routing} decides for each record which file it goes to, and how the files are called; {@code TableJoin} what a
 * table says of it. {@code Distribution} then reads the sources once and gathers the records of each file ({@code SplitPart})
 * until they are a chunk, or until those of all files are too many. Where more files are to be written than may be open at
 * once, records go through temporary files, each for a range of targets, which are split in turn ({@code SplitRun}). A record
 * that a filter leaves out goes nowhere, and one that is damaged is read again with the others, so that it is told once what is
 * wrong with it.
 *
 * <p>Owns rules, tables, names of files, and which record goes where. How records are read and chunks are written is {@code
 * org.szformat.transfer}'s; of {@code org.szformat.rewrite} it knows only what its documentation refers to.
 */
@NullMarked
package org.szformat.split;

import org.jspecify.annotations.NullMarked;
