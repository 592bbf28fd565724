package org.szformat.query;

import java.util.OptionalInt;

/**
 * What strings of one field have in common. Immutable.
 *
 * @param count how many there are
 * @param missing how many records have none
 * @param minLength of the shortest, in chars, if there is any
 * @param maxLength of the longest likewise
 * @param distinct how many different ones there are: exact up to about 400, then an estimate by a HyperLogLog sketch with a
 *     standard error of 1.6 percent, which is the same in every run
 */
public record TextSummary(long count, long missing, OptionalInt minLength, OptionalInt maxLength, long distinct) {}
