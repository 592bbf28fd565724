package org.szformat.concurrent;

import java.util.List;
import org.szformat.record.Record;

/**
 * An ID that was asked for, and what was found. Immutable.
 *
 * <pre>{@code
 * try (Stream<Match> matches = reader.parallel(4).find(ids)) {
 *     matches.filter(Match::isMissing).forEachOrdered(match -> System.err.println("no read " + match.id()));
 * }
 * }</pre>
 *
 * @param id as it was asked for
 * @param records all records of that ID, in row order; none when there is no such record
 */
public record Match(String id, List<Record> records) {
    /** Copies the list. */
    public Match {
        records = List.copyOf(records);
    }

    /** Whether there is no record of that ID. */
    public boolean isMissing() {
        return records.isEmpty();
    }
}
