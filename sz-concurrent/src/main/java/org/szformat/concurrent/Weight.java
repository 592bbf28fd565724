package org.szformat.concurrent;

import org.szformat.record.Record;

/** How much memory a record is charged for. */
final class Weight {
    private static final long RECORD_BYTES = 64;
    private static final long FIELD_BYTES = 16;

    private Weight() {}

    /** Its values, and an estimate of the objects around them, so that even records of no values are bounded. */
    static long ofValues(Record record, long valueBytes) {
        return valueBytes + RECORD_BYTES + FIELD_BYTES * record.schema().size();
    }
}
