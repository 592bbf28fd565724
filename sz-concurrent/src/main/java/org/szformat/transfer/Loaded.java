package org.szformat.transfer;

import java.util.List;
import org.szformat.exchange.Damage;
import org.szformat.record.Record;

/**
 * What was read of a chunk.
 *
 * @param records those that are kept, of all fields that are needed
 * @param rows which rows of the source those are
 * @param read how many there were
 * @param lost how many of them are damaged, and passed over
 * @param damages what is wrong with those
 */
@SuppressWarnings("ArrayRecordComponent") // read-only, never compared
public record Loaded(List<Record> records, long[] rows, long read, long lost, List<Damage> damages) {
    private static final long[] NO_ROWS = new long[0];

    /** The same, with its records as another schema has them. */
    public Loaded with(List<Record> mapped) {
        return new Loaded(mapped, rows, read, lost, damages);
    }

    /** The same figures, when the records are with somebody else. */
    public Loaded passedOn() {
        return new Loaded(List.of(), NO_ROWS, read, lost, damages);
    }

    /** Of records that were read and passed on undecoded. */
    public static Loaded undecoded(long records) {
        return new Loaded(List.of(), NO_ROWS, records, 0, List.of());
    }
}
