/**
 * SZ files for many threads: any number of producers into one file, and one file to any number of readers.
 *
 * <p>{@link org.szformat.concurrent.CompressedFile} is the way in. Writing: producers hand records to a bounded queue;
 * one thread gathers them into chunks, encoders turn chunks into bytes in parallel, and one thread writes those in the
 * order in which the records were admitted. What the writer promises is tested as such: by random schedules against a
 * ledger, by faults at every call of the file system, and in {@code sz-stress} by a model checker. Reading: threads share
 * an open file without locks; {@link org.szformat.concurrent.ParallelReading} brings a pool of its own, {@link
 * org.szformat.concurrent.ChunkRef} takes chunks to other processes, {@link org.szformat.concurrent.FlatColumn} is a field
 * as one array.
 *
 * <p>This package owns the threads and what is said of order, bounds, failure and interruption. What a file looks like is
 * none of its business: it knows the interfaces of {@code org.szformat.layout} only.
 */
@NullMarked
package org.szformat.concurrent;

import org.jspecify.annotations.NullMarked;
