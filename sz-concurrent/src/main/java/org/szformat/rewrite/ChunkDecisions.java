package org.szformat.rewrite;

import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;

/** What becomes of the records of a chunk. Not changed any more when others see it. */
final class ChunkDecisions {
    /** The record is left out. Every greater number but 0 is the one that goes behind its ID. */
    static final int DROP = -1;

    private final int[] decisions;

    /** All stay as they are. */
    ChunkDecisions(int records) {
        decisions = new int[records];
    }

    void set(int row, int decision) {
        decisions[row] = decision;
    }

    /** Whether a record stays, under its own ID or another. */
    boolean isKept(int row) {
        return decisions[row] != DROP;
    }

    /** A record under the ID that it is to have. */
    Record applied(int row, Record record) {
        int number = decisions[row];
        Field key = record.schema().key().orElse(null);
        if (number <= 0 || key == null) {
            return record;
        }
        RecordBuilder renamed = Record.builder(record.schema());
        for (Field field : record.schema().fields()) {
            renamed.copy(record, field, field);
        }
        return renamed.set(key, record.key() + '_' + number).build();
    }
}
