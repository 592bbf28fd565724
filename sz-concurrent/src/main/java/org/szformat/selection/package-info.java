/**
 * Which records of some files are wanted, by who they are or where they stand rather than by what they hold, for which there
 * are the filters of {@code org.szformat.filter}: {@link org.szformat.selection.RecordSelection}, and {@link
 * org.szformat.selection.IdSelection} for lists of IDs of any length.
 *
 * <p>Owns what becomes of such a list. Is given open files, of which it reads keys and indexes alone; what is done with the
 * records that are wanted is none of its business.
 */
@NullMarked
package org.szformat.selection;

import org.jspecify.annotations.NullMarked;
