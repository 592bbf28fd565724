/**
 * Records of SZ files written anew, as one file. {@link org.szformat.rewrite.Rewrite} is the way in.
 *
 * <h2>How data flows</h2>
 *
 * <p>Chunks come from {@code org.szformat.transfer}, in order. What comes next depends on the plan:
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
 * <p>Groups come in the order of their first records, which is not known while runs are made. So {@code RowGroups} reads the
 * attribute alone before: (value, row) is sorted by value, which gives (row, first row of its value), which is sorted by row
 * and then goes along with the chunks as they are read again. A group is its first row, in keys too; nothing has to be
 * remembered of groups, however many there are.
 *
 * <h2>Single records</h2>
 *
 * <p>What becomes of single records is decided before: {@code Duplicates} finds those that share an ID, {@code IdSelection}
 * those that are listed. {@code RowScan} reads IDs and attributes alone; IDs stand there by 128 bits of their SHA-256, and
 * {@code TupleSort} brings together those that are the same, on disk if need be, and gives the answers in the order of the rows
 * again. A chunk of which no record changes is still taken over.
 *
 * <h2>The target</h2>
 *
 * <p>What is written goes to a {@code StagedPath} and is read back there, if that is asked for, before it gets its name. It
 * has the codecs of the first source, unless those would drop something of what another source holds.
 *
 * <p>Owns the order of records in one target, and how a file is replaced. Which records are wanted, what their digest is, and
 * what lies on disk meanwhile is for {@code org.szformat.selection}, {@code org.szformat.digest} and {@code
 * org.szformat.spill}; of {@code org.szformat.split} it knows nothing.
 */
@NullMarked
package org.szformat.rewrite;

import org.jspecify.annotations.NullMarked;
