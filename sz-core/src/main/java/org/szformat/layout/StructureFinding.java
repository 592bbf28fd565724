package org.szformat.layout;

import java.util.List;

/**
 * What a check of everything but the records themselves has found. Each fault is a line for people to read.
 *
 * @param damaged what is wrong with what leads readers to records
 * @param unused what is wrong with what newer parts of the file stand for, and nobody reads any more
 */
public record StructureFinding(List<String> damaged, List<String> unused) {
    /** Nothing is wrong. */
    public static final StructureFinding SOUND = new StructureFinding(List.of(), List.of());

    /** Copies the lists. */
    public StructureFinding {
        damaged = List.copyOf(damaged);
        unused = List.copyOf(unused);
    }
}
