package org.szformat.filter;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** An integer, F16, F32 or F64 attribute has one of some keys. */
final class NumberCondition extends Condition.OnField {
    private final KeySet keys;
    private final LongRanges ranges;

    NumberCondition(Field field, KeySet keys) {
        super(field);
        this.keys = keys;
        this.ranges = LongRanges.of(
                keys, field.type() == ValueType.U64 ? BigInteger.ONE.shiftLeft(Long.SIZE - 1) : BigInteger.ZERO);
    }

    @Override
    public boolean test(Attributes row) {
        Field own = in(row);
        return !row.isMissing(own) && ranges.contains(NumberKeys.of(own.type(), row.bits(own)));
    }

    @Override
    public BitSet select(Batch batch, BitSet among) {
        BatchColumn column = in(batch);
        ValueType type = field().type();
        BitSet hits = new BitSet(batch.rows());
        for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
            if (!column.isMissing(row) && ranges.contains(NumberKeys.of(type, column.bits(row)))) {
                hits.set(row);
            }
        }
        return hits;
    }

    @Override
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        @Nullable ColumnStatistics column = of(statistics);
        if (column == null || column.nans() > 0 && ranges.contains(NumberKeys.NAN)) {
            return true;
        }
        return column.values() > 0 && ranges.intersects(key(column.minBits()), key(column.maxBits()));
    }

    /** The key of a bound; bounds of all floats are doubles. */
    private long key(long bits) {
        return field().type().isFloat()
                ? NumberKeys.ofDouble(Double.longBitsToDouble(bits))
                : NumberKeys.of(field().type(), bits);
    }

    @Override
    public Condition negated() {
        KeySpace space = KeySpace.of(field().type());
        return new NumberCondition(field(), keys.complement(space.min(), space.max()));
    }
}
