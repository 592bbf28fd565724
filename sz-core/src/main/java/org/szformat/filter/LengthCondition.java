package org.szformat.filter;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** A dataset has so many values, or a string so many chars. */
final class LengthCondition extends Condition.OnField {
    /** What lengths are compared as. */
    static final KeySpace SPACE = KeySpace.of(ValueType.I64);

    private final KeySet lengths;
    private final LongRanges ranges;

    LengthCondition(Field field, KeySet lengths) {
        super(field);
        this.lengths = lengths;
        this.ranges = LongRanges.of(lengths, BigInteger.ZERO);
    }

    @Override
    public boolean test(Attributes row) {
        Field own = in(row);
        return !row.isMissing(own) && ranges.contains(length(row, own));
    }

    private static int length(Attributes row, Field field) {
        return row instanceof Record record ? record.length(field) : ((String) row.stored(field)).length();
    }

    @Override
    public BitSet select(Batch batch, BitSet among) {
        BatchColumn column = in(batch);
        BitSet hits = new BitSet(batch.rows());
        for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
            if (!column.isMissing(row) && ranges.contains(column.length(row))) {
                hits.set(row);
            }
        }
        return hits;
    }

    @Override
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        return true;
    }

    @Override
    public Condition negated() {
        return new LengthCondition(field(), lengths.complement(SPACE.min(), SPACE.max()));
    }
}
