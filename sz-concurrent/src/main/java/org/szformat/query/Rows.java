package org.szformat.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.szformat.record.Batch;
import org.szformat.record.Record;

/**
 * Rows of a batch: those that a query's filter chose, or one group of them.
 *
 * <pre>{@code
 * BatchColumn channel = rows.batch().column("channel");
 * for (int i = 0; i < rows.count(); i++) {
 *     int row = rows.row(i);
 *     if (!channel.isMissing(row)) {
 *         counts[(int) channel.bits(row)]++;
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class Rows {
    private final Batch batch;
    private final int[] rows;

    private Rows(Batch batch, int[] rows) {
        this.batch = batch;
        this.rows = rows;
    }

    /** All rows of a batch. */
    public static Rows all(Batch batch) {
        return new Rows(batch, IntStream.range(0, batch.rows()).toArray());
    }

    /**
     * Some rows of a batch.
     *
     * @throws IndexOutOfBoundsException when it has not as many rows
     */
    public static Rows of(Batch batch, BitSet rows) {
        Objects.checkFromToIndex(0, rows.length(), batch.rows());
        return new Rows(batch, rows.stream().toArray());
    }

    /** Some of these: of {@code places}, the first {@code count}, as indexes of {@link #row}. */
    Rows at(int[] places, int count) {
        return new Rows(batch, Arrays.stream(places, 0, count).map(i -> rows[i]).toArray());
    }

    /** The columns, of these and other rows. */
    public Batch batch() {
        return batch;
    }

    /** How many rows these are. */
    public int count() {
        return rows.length;
    }

    /**
     * A row of the batch.
     *
     * @param i from 0 to {@link #count} − 1; the rows ascend
     */
    public int row(int i) {
        return rows[i];
    }

    /** These rows as records. */
    public List<Record> records() {
        return Arrays.stream(rows).mapToObj(batch::record).toList();
    }
}
