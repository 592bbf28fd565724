/**
 * What does not fit into memory, on disk: sorts, and spools of numbers. Owns the temporary files and what lies in them, which
 * only this process reads.
 *
 * <p>{@link org.szformat.spill.SpillSort} sorts bytes by bytes: each thread of the crew gathers a run as large as the memory
 * allows and writes it, and runs are merged as they are read, which happens once unless there are hundreds of them. {@link
 * org.szformat.spill.SortKeys} makes keys of attributes. Records lie in the runs themselves ({@code RecordBytes}: integers
 * packed, nothing compressed, so about as much disk is needed as the values take), but for those that are large, which are
 * written once to a file of their own ({@link org.szformat.spill.LargePayloads}) and do not move. The other way, to sort the
 * keys alone and to gather records by row, would read each record's chunk for it: in a file that was written epoch by epoch
 * each chunk has a record of every object, and all of them would be decoded for each chunk of the target. Runs are read and
 * written from front to back, and each record is decoded twice and encoded twice, once of which costs little.
 *
 * <p>There are two sorts because they have little in common but that they merge runs. {@link org.szformat.spill.TupleSort} has
 * a few longs for each record, 16 or 24 bytes, which it sorts in one array without an object for any; it needs no crew, since
 * lists of IDs are sorted before there is one, and what it has sorted can be gone through several times. {@code SpillSort} has
 * whole records, of any length, and an object for each that is in memory; its runs are written by the crew, and read once.
 *
 * <p>Knows records and schemas, but neither SZ files nor why anything is sorted. Of this project's packages beside sz-core's it
 * may use {@code org.szformat.crew} and {@code org.szformat.staging}. Not exported: what is public here is so for this module
 * alone.
 */
@NullMarked
package org.szformat.spill;

import org.jspecify.annotations.NullMarked;
