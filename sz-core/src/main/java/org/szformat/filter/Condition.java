package org.szformat.filter;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * What a filter's text means. There is no negation: {@link #negated} turns every condition on a field into its opposite,
 * and neither holds where the field is missing. That is three-valued logic of which only <em>true</em> is asked for.
 */
sealed interface Condition {
    /** Whether it holds for a row. */
    boolean test(Attributes row);

    /** Those of some rows of a batch for which it holds; they are the caller's to change. */
    BitSet select(Batch batch, BitSet among);

    /** Whether it could hold for any row of a chunk that has such statistics. */
    boolean couldMatch(List<ColumnStatistics> statistics);

    /** What holds where this does not, and nothing is missing. */
    Condition negated();

    /** Names the fields that it looks at. */
    void forEachField(Consumer<Field> action);

    /** Both of two. */
    record Both(Condition left, Condition right) implements Condition {
        @Override
        public boolean test(Attributes row) {
            return left.test(row) && right.test(row);
        }

        @Override
        public BitSet select(Batch batch, BitSet among) {
            BitSet hits = left.select(batch, among);
            return hits.isEmpty() ? hits : right.select(batch, hits);
        }

        @Override
        public boolean couldMatch(List<ColumnStatistics> statistics) {
            return left.couldMatch(statistics) && right.couldMatch(statistics);
        }

        @Override
        public Condition negated() {
            return new Either(left.negated(), right.negated());
        }

        @Override
        public void forEachField(Consumer<Field> action) {
            left.forEachField(action);
            right.forEachField(action);
        }
    }

    /** At least one of two. */
    record Either(Condition left, Condition right) implements Condition {
        @Override
        public boolean test(Attributes row) {
            return left.test(row) || right.test(row);
        }

        @Override
        public BitSet select(Batch batch, BitSet among) {
            BitSet hits = left.select(batch, among);
            BitSet rest = (BitSet) among.clone();
            rest.andNot(hits);
            if (!rest.isEmpty()) {
                hits.or(right.select(batch, rest));
            }
            return hits;
        }

        @Override
        public boolean couldMatch(List<ColumnStatistics> statistics) {
            return left.couldMatch(statistics) || right.couldMatch(statistics);
        }

        @Override
        public Condition negated() {
            return new Both(left.negated(), right.negated());
        }

        @Override
        public void forEachField(Consumer<Field> action) {
            left.forEachField(action);
            right.forEachField(action);
        }
    }

    /** A condition on one field. */
    abstract sealed class OnField implements Condition
            permits NumberCondition, ExtendedCondition, LengthCondition, TextCondition, MissingCondition {
        private final Field field;

        OnField(Field field) {
            this.field = field;
        }

        final Field field() {
            return field;
        }

        /** The field in the schema of a row, which may have it elsewhere. */
        final Field in(Attributes row) {
            Schema schema = row.schema();
            boolean isThere = field.position() < schema.size()
                    && schema.field(field.position()).equals(field);
            return isThere ? field : requireSame(schema.field(field.name()));
        }

        final BatchColumn in(Batch batch) {
            BatchColumn column = batch.column(field.name());
            requireSame(column.field());
            return column;
        }

        private Field requireSame(Field other) {
            if (other.type() != field.type() || other.kind() != field.kind()) {
                throw new IllegalArgumentException("found " + other + "; the filter is for " + field);
            }
            return other;
        }

        final @Nullable ColumnStatistics of(List<ColumnStatistics> statistics) {
            for (ColumnStatistics column : statistics) {
                if (column.field().name().equals(field.name())) {
                    return column;
                }
            }
            return null;
        }

        @Override
        public final void forEachField(Consumer<Field> action) {
            action.accept(field);
        }
    }
}
