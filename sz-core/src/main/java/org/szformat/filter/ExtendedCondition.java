package org.szformat.filter;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.ColumnStatistics;
import org.szformat.number.Float80;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;

/** An F128 attribute has one of some keys. */
final class ExtendedCondition extends Condition.OnField {
    private final KeySet keys;
    private final ExtendedRanges ranges;

    ExtendedCondition(Field field, KeySet keys) {
        super(field);
        this.keys = keys;
        this.ranges = ExtendedRanges.of(keys);
    }

    @Override
    public boolean test(Attributes row) {
        Field own = in(row);
        return !row.isMissing(own) && ranges.contains((Float80) row.stored(own));
    }

    @Override
    public BitSet select(Batch batch, BitSet among) {
        BatchColumn column = in(batch);
        BitSet hits = new BitSet(batch.rows());
        for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
            if (!column.isMissing(row) && ranges.contains((Float80) column.stored(row))) {
                hits.set(row);
            }
        }
        return hits;
    }

    @Override
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        @Nullable ColumnStatistics column = of(statistics);
        if (column == null || column.nans() > 0 && ranges.contains(Float80.NAN)) {
            return true;
        }
        return column.values() > 0
                && ranges.intersects(Float80.fromDouble(column.minReal()), Float80.fromDouble(column.maxReal()));
    }

    @Override
    public Condition negated() {
        KeySpace space = KeySpace.of(field().type());
        return new ExtendedCondition(field(), keys.complement(space.min(), space.max()));
    }
}
