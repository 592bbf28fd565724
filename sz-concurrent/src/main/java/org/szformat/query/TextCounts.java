package org.szformat.query;

import java.util.OptionalInt;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.szformat.record.BatchColumn;

/** The state of a {@link TextSummary}. */
final class TextCounts {
    private static final int LOG_REGISTERS = 12;

    private final Union distinct = new Union(LOG_REGISTERS);
    private long count;
    private long missing;
    private int min = Integer.MAX_VALUE;
    private int max;

    void add(Rows rows, BatchColumn column) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (column.isMissing(row)) {
                missing++;
            } else {
                add((String) column.stored(row));
            }
        }
    }

    private void add(String text) {
        count++;
        min = Math.min(min, text.length());
        max = Math.max(max, text.length());
        if (text.isEmpty()) {
            // The sketch ignores empty strings; no other text is this one, since U+FFFF is no character.
            distinct.update("\uFFFF");
        } else {
            distinct.update(text);
        }
    }

    void merge(TextCounts next) {
        HllSketch other = next.distinct.getResult(TgtHllType.HLL_8);
        distinct.update(other);
        count += next.count;
        missing += next.missing;
        min = Math.min(min, next.min);
        max = Math.max(max, next.max);
    }

    TextSummary finish() {
        return new TextSummary(
                count,
                missing,
                count == 0 ? OptionalInt.empty() : OptionalInt.of(min),
                count == 0 ? OptionalInt.empty() : OptionalInt.of(max),
                Math.min(count, Math.round(distinct.getCompositeEstimate())));
    }
}
