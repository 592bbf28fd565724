package org.szformat.concurrent;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;

/** Records that are admitted together. Filled by a producer, emptied by the assembler. */
final class RecordGroup implements Entry {
    private final @Nullable Record[] records;
    private final long[] weights;
    private final long weight;
    private final long valueBytes;

    private RecordGroup(@Nullable Record[] records, long[] weights, long weight, long valueBytes) {
        this.records = records;
        this.weights = weights;
        this.weight = weight;
        this.valueBytes = valueBytes;
    }

    static RecordGroup of(List<Record> list) {
        @Nullable Record[] records = new Record[list.size()];
        long[] weights = new long[records.length];
        long weight = 0;
        long valueBytes = 0;
        for (int i = 0; i < weights.length; i++) {
            Record record = list.get(i);
            long bytes = record.valueBytes();
            records[i] = record;
            weights[i] = Weight.ofValues(record, bytes);
            valueBytes += bytes;
            weight += weights[i];
        }
        return new RecordGroup(records, weights, weight, valueBytes);
    }

    int size() {
        return weights.length;
    }

    /** How much memory all its records take. */
    long weight() {
        return weight;
    }

    long valueBytes() {
        return valueBytes;
    }

    long weight(int index) {
        return weights[index];
    }

    /** Takes a record out, so that it can be freed before the others. */
    Record take(int index) {
        Record record = Objects.requireNonNull(records[index]);
        records[index] = null;
        return record;
    }
}
