package org.szformat.concurrent;

import java.io.IOException;
import org.szformat.record.Batch;

/**
 * What is done with each chunk, column by column. Called by several threads at once.
 *
 * <pre>{@code
 * LongAdder samples = new LongAdder();
 * reader.select(List.of("raw_signal")).parallel(4).forEachBatch(batch -> {
 *     BatchColumn signal = batch.column("raw_signal");
 *     for (int row = 0; row < batch.rows(); row++) {
 *         samples.add(signal.isMissing(row) ? 0 : signal.length(row));
 *     }
 * });
 * }</pre>
 */
@FunctionalInterface
public interface BatchConsumer {
    /**
     * Takes the records of one chunk.
     *
     * @param batch the records; the first is row {@link Batch#firstRow()}
     * @throws IOException when the work cannot go on
     * @throws InterruptedException when the thread was interrupted, as it is when the work is to stop
     */
    void accept(Batch batch) throws IOException, InterruptedException;
}
