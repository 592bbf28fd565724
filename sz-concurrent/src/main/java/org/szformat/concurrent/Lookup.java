package org.szformat.concurrent;

import java.util.List;
import org.szformat.record.Record;

/**
 * What a look-up of many IDs found. Immutable.
 *
 * <pre>{@code
 * Lookup lookup = reader.get(List.of("a0b1", "a0b2"));
 * if (!lookup.missing().isEmpty()) {
 *     throw new NoSuchElementException("no reads " + lookup.missing());
 * }
 * }</pre>
 *
 * @param records the records found, in the order in which their IDs were asked for; several of one ID in row order
 * @param missing the IDs that no record has, each once, in the order asked
 */
public record Lookup(List<Record> records, List<String> missing) {
    /** Copies the lists. */
    public Lookup {
        records = List.copyOf(records);
        missing = List.copyOf(missing);
    }
}
