/**
 * Records on their way from files to files: what {@code org.szformat.rewrite} and {@code org.szformat.split} have in common.
 *
 * <p>{@link org.szformat.transfer.Sources} looks at all sources: one schema, one header. {@link org.szformat.transfer.Plan}
 * decides what is read and how it is written. {@link org.szformat.transfer.Intake} then gives the sources' chunks in order,
 * each source ({@link org.szformat.transfer.OpenSource}) being open only while its chunks are read; an {@code OpenSource} reads
 * a chunk, of which the filter and the selection leave what is wanted, and {@link org.szformat.transfer.SchemaMapping} makes
 * records of the target's schema of these. {@link org.szformat.transfer.Packer} gathers records in their order, {@link
 * org.szformat.transfer.Output} encodes chunks and writes them in order, and {@link org.szformat.transfer.Verification} reads
 * back what was written. {@link org.szformat.transfer.RowScan} reads attributes alone, before.
 *
 * <p>Owns neither the order of the records nor how many targets there are, and knows nobody above it. Not exported: its
 * classes are public for those two packages, and no part of what users see.
 */
@NullMarked
package org.szformat.transfer;

import org.jspecify.annotations.NullMarked;
