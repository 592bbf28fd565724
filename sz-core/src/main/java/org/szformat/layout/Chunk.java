package org.szformat.layout;

/**
 * A run of a file's records that is read as a whole: the unit of parallel work.
 *
 * @param number its number in the file, from 0
 * @param firstRow the row of its first record
 * @param records how many records it has, at least 1
 * @param offset where its bytes begin in the file that holds them
 * @param storedBytes how many bytes it takes there; in a directory, of its datasets alone
 */
public record Chunk(int number, long firstRow, int records, long offset, long storedBytes) {}
