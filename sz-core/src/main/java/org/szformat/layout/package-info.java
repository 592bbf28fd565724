/**
 * One reader and one writer for every layout: the interfaces between the layouts, which know bytes on disk, and the
 * pipelines above them, which know threads.
 *
 * <p>Writing: a {@link org.szformat.layout.LayoutWriter} checks records, makes {@link org.szformat.layout.ChunkEncoder}s
 * that turn runs of records into {@link org.szformat.layout.EncodedChunk}s on any thread, and appends those in the order
 * in which it is given them. Reading: a {@link org.szformat.layout.RecordFile} gives single records by row and whole
 * chunks, for any number of threads. Values flow one way, records → encoded chunk → disk, and back.
 *
 * <p>Nothing here starts a thread. Layouts are found by {@link java.util.ServiceLoader} through
 * {@link org.szformat.layout.LayoutProvider}; {@link org.szformat.layout.Layouts} is the way in.
 */
@NullMarked
package org.szformat.layout;

import org.jspecify.annotations.NullMarked;
