package org.szformat.virtual;

import java.nio.file.Path;

/**
 * What combining made.
 *
 * @param manifest the file
 * @param members how many members it has
 * @param records how many records they have
 * @param repeatedIds how many of these have the ID of an earlier one, by 64-bit hashes of IDs
 */
public record CombineResult(Path manifest, long members, long records, long repeatedIds) {}
