/**
 * The index table: one row per record, holding its attributes in typed columns, with look-up by key.
 *
 * <p>The package owns how attributes of many records are held in memory and their TSV form. Where records lie is the
 * business of their layout.
 */
@NullMarked
package org.szformat.index;

import org.jspecify.annotations.NullMarked;
