package org.szformat.filter;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;

/** A field has no value, or has one. */
final class MissingCondition extends Condition.OnField {
    private final boolean isMissing;

    MissingCondition(Field field, boolean isMissing) {
        super(field);
        this.isMissing = isMissing;
    }

    @Override
    public boolean test(Attributes row) {
        return row.isMissing(in(row)) == isMissing;
    }

    @Override
    public BitSet select(Batch batch, BitSet among) {
        BatchColumn column = in(batch);
        BitSet hits = new BitSet(batch.rows());
        for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
            if (column.isMissing(row) == isMissing) {
                hits.set(row);
            }
        }
        return hits;
    }

    @Override
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        @Nullable ColumnStatistics column = of(statistics);
        return column == null || (isMissing ? column.missing() > 0 : column.missing() < column.records());
    }

    @Override
    public Condition negated() {
        return new MissingCondition(field(), !isMissing);
    }
}
