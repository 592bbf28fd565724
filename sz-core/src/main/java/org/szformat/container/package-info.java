/**
 * The container layout: one file, which is a legal Zstandard stream. {@code FORMAT.md} beside the module's sources is
 * its specification; every structure there has a class of its name here.
 *
 * <p>Writing: records → {@link org.szformat.container.ContainerEncoder} (any thread) →
 * {@link org.szformat.container.EncodedContainerChunk} → {@link org.szformat.container.ContainerWriter} (one thread),
 * which alone knows offsets and rows, and adds checkpoints and the footer. Reading:
 * {@link org.szformat.container.Opening} finds the {@link org.szformat.container.Root}, or the last
 * {@link org.szformat.container.Checkpoint} and what follows it; {@link org.szformat.container.ContainerFile} then finds
 * chunks by row in {@link org.szformat.container.ChunkTable}s, rows by ID in {@link org.szformat.container.IdRun}s, and
 * hands blocks to a {@link org.szformat.container.BlockDecoder}.
 *
 * <p>The package is not exported: callers see the interfaces of {@code org.szformat.layout}.
 */
@NullMarked
package org.szformat.container;

import org.jspecify.annotations.NullMarked;
