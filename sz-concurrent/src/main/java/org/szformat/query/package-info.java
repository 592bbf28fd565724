/**
 * Computing over files of any size: queries, and reductions of attributes and of the values of datasets.
 *
 * <p>{@link org.szformat.query.Query} chooses fields and records and runs over chunks on a pool; {@link
 * org.szformat.query.Reductions} has what is asked most often, and {@link org.szformat.query.Reduction} is for everything
 * else. The package owns what a result is, to the bit, and that it depends neither on threads nor on where the records lie.
 * Filters are those of {@code org.szformat.filter}; files are read through {@code org.szformat.layout}.
 */
@NullMarked
package org.szformat.query;

import org.jspecify.annotations.NullMarked;
