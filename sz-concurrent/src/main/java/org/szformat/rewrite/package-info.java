/**
 * Records of SZ files written anew. {@link org.szformat.rewrite.Rewrite} is the way in, and
 * {@link org.szformat.rewrite.Split} for what becomes many files; {@link
 * org.szformat.digest.RecordDigest} tells whether two files hold the same records.
 *
 * <h2>How data flows</h2>
 *
 * <p>{@code Sources} looks at all sources: one schema, one header. {@code Plan} decides what is read and how it is written.
 * {@code Intake} then gives the sources' chunks in order, each source ({@code OpenSource}) being open only while its chunks
 * are read; an {@code OpenSource} reads a chunk, of which the filter and the selection leave what is wanted, and {@code
 * SchemaMapping} makes records of the target's schema of these. What comes next depends on the plan:
 *
 * <ul>
 *   <li>the chunks stay as they are: each is taken over undecoded, if the target's writer takes it, or decoded and encoded
 *       again, in one piece of work;
 *   <li>records are to be in other chunks: chunks are decoded ahead, {@code Packer} gathers records in their order, and
 *       each chunk that is full is encoded by a piece of work of its own;
 *   <li>records are to be in groups or in order ({@code Sorting}): chunks are decoded ahead, each record becomes an entry of
 *       a {@code SpillSort}, whose key ({@code SortKeys}) has the order that is asked for and ends with the record's row,
 *       and what comes from the sort is packed and encoded as above.
 * </ul>
 *
 * <p>{@code Output} writes encoded chunks in order. {@code OrderedWork} keeps the order and bounds the memory: pieces of
 * work are handed to a {@code Crew} ahead, as far as the memory that they say they take allows, and their results come in
 * the order of the pieces. One thread, the caller's, orders and writes; while it waits for a result it works as the others
 * do. That is why there is a crew of its own here beside the pools of {@code org.szformat.concurrent}, whose readers only
 * wait: one thread is then one thread, and two are twice that.
 *
 * <h2>Sorting out of core</h2>
 *
 * <p>{@code SpillSort} sorts bytes by bytes: runs as large as the memory allows are written by the crew while what follows
 * is decoded, and merged as they are read, which happens once unless there are hundreds of runs. Records lie in the runs
 * themselves ({@code RecordBytes}: integers packed, nothing compressed, so about as much disk is needed as the values take),
 * but for those that are large, which are written once to a file of their own ({@code LargePayloads}) and do not move. The
 * other way, to sort the keys alone and to gather records by row, would read each record's chunk for it: in a file that was
 * written epoch by epoch each chunk has a record of every object, and all of them would be decoded for each chunk of the
 * target. Runs are read and written from front to back, and each record is decoded twice and encoded twice, once of which
 * costs little.
 *
 * <p>Groups come in the order of their first records, which is not known while runs are made. So {@code RowGroups} reads the
 * attribute alone before: (value, row) is sorted by value, which gives (row, first row of its value), which is sorted by row
 * and then goes along with the chunks as they are read again. A group is its first row, in keys too; nothing has to be
 * remembered of groups, however many there are.
 *
 * <h2>Single records</h2>
 *
 * <p>What becomes of single records is decided before: {@code Duplicates} finds those that share an ID, {@code IdSelection}
 * those that are listed, {@code TableJoin} what a table says of them. {@code RowScan} reads IDs and attributes alone; IDs
 * stand there by 128 bits of their SHA-256, and {@code TupleSort} brings together those that are the same, on disk if need
 * be, and gives the answers in the order of the rows again. A chunk of which no record changes is still taken over.
 *
 * <p>There are two sorts because they have little in common but that they merge runs. {@code TupleSort} has a few longs for
 * each record, 16 or 24 bytes, which it sorts in one array without an object for any; it needs no crew, since lists of IDs
 * are sorted before there is one, and what it has sorted can be gone through several times. {@code SpillSort} has whole
 * records, of any length, and an object for each that is in memory; its runs are written by the crew, and read once.
 *
 * <h2>Splitting</h2>
 *
 * <p>{@code Routing} decides for each record which file it goes to, and how the files are called. {@code Distribution} then
 * reads the sources once and gathers the records of each file ({@code SplitPart}) until they are a chunk, or until those of
 * all files are too many. Where more files are to be written than may be open at once, records go through temporary files,
 * each for a range of targets, which are split in turn ({@code SplitRun}). A record that a filter leaves out goes nowhere, and
 * one that is damaged is read again with the others, so that it is told once what is wrong with it.
 *
 * <h2>The target</h2>
 *
 * <p>What is written goes to a {@code StagedPath} and is read back there ({@code Verification}), if that is asked for, before it
 * gets its name. It has the codecs of the first source, unless those would drop something of what another source holds.
 */
@NullMarked
package org.szformat.rewrite;

import org.jspecify.annotations.NullMarked;
