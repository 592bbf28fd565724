package org.szformat.interop.convert;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of a conversion. Immutable.
 *
 * @param records how many records were written
 * @param inputBytes how large the inputs are, together
 * @param outputBytes how large the output is; 0 where it went to a stream
 * @param duplicates how many records have the ID of an earlier one
 * @param damaged the inputs that are damaged and were passed over, wholly or in part
 */
public record ConversionResult(
        long records, long inputBytes, long outputBytes, long duplicates, List<DamagedInput> damaged) {
    /** Copies the list. */
    public ConversionResult {
        damaged = List.copyOf(damaged);
    }

    /**
     * An input that is damaged.
     *
     * @param path the file
     * @param taken how many records of it were written
     * @param places in how many places damage was passed over
     * @param lost how many records are lost at least
     */
    public record DamagedInput(Path path, long taken, long places, long lost) {}
}
