package org.szformat.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;

/** What becomes of the records of a chunk. Not changed any more when others see it. */
public final class ChunkDecisions {
    /** The record is left out. Every greater number but 0 is the one that goes behind its ID. */
    public static final int DROP = -1;

    private final int[] decisions;

    /** All stay as they are. */
    public ChunkDecisions(int records) {
        decisions = new int[records];
    }

    public void set(int row, int decision) {
        decisions[row] = decision;
    }

    /**
     * What stays of what was read, each record under the ID that it is to have.
     *
     * @param firstRow of the chunk
     */
    Loaded applied(Loaded loaded, long firstRow) {
        List<Record> records = new ArrayList<>(loaded.records().size());
        LongStream.Builder rows = LongStream.builder();
        int at = 0;
        for (Record record : loaded.records()) {
            long row = loaded.rows()[at++];
            int decision = decisions[(int) (row - firstRow)];
            if (decision != DROP) {
                records.add(decision == 0 ? record : renamed(record, decision));
                rows.add(row);
            }
        }
        return new Loaded(records, rows.build().toArray(), loaded.read(), loaded.lost(), loaded.damages());
    }

    /** Records that are read without their ID keep what is read of them. */
    private static Record renamed(Record record, int number) {
        Field key = record.schema().key().orElse(null);
        if (key == null) {
            return record;
        }
        RecordBuilder renamed = Record.builder(record.schema());
        for (Field field : record.schema().fields()) {
            renamed.copy(record, field, field);
        }
        return renamed.set(key, record.key() + '_' + number).build();
    }
}
