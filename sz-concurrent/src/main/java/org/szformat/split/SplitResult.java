package org.szformat.split;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.szformat.exchange.Damage;
import org.szformat.rewrite.RewriteResult;

/**
 * What a {@link Split} did.
 *
 * @param parts the files that were written, in the order of their first records
 * @param records how many records they have together
 * @param chunks how many chunks they were written in
 * @param chunksCopied how many of them were taken over as they were, not decoded
 * @param leftOut how many records are in none of them, since the table does not list them
 * @param lostRecords how many were left out because they are damaged
 * @param damages what is wrong with them: the first {@value RewriteResult#MOST_DAMAGES}
 * @param table what became of the table, where there was one
 * @param elapsed how long it took
 * @param warnings what people should know of it
 */
public record SplitResult(
        List<Part> parts,
        long records,
        long chunks,
        long chunksCopied,
        long leftOut,
        long lostRecords,
        List<Damage> damages,
        Optional<TableReport> table,
        Duration elapsed,
        List<String> warnings) {

    /**
     * One of the files.
     *
     * @param path the file
     * @param values what its records have in common, by the names of attributes or columns; a missing value is the text
     *     {@code missing}
     * @param records how many it has
     */
    public record Part(Path path, Map<String, String> values, long records) {
        /** Copies the map. */
        public Part {
            values = Map.copyOf(values);
        }
    }

    /**
     * What became of the rows of a table.
     *
     * @param rows how many it has
     * @param repeated how many of them say of an ID what one before says
     * @param ambiguous how many IDs are listed with different values
     * @param ambiguousRecords how many records have such an ID
     * @param absent how many IDs are listed that no record has
     * @param unlisted how many records have an ID that is not listed
     */
    public record TableReport(
            long rows, long repeated, long ambiguous, long ambiguousRecords, long absent, long unlisted) {}

    /** Copies the lists. */
    public SplitResult {
        parts = List.copyOf(parts);
        damages = List.copyOf(damages);
        warnings = List.copyOf(warnings);
    }
}
