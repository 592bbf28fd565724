package org.szformat.concurrent;

import java.io.IOException;
import java.util.List;
import org.szformat.layout.Chunk;
import org.szformat.record.Record;

/**
 * What is done with each chunk. Called by several threads at once.
 *
 * <pre>{@code
 * LongAdder samples = new LongAdder();
 * reader.parallel(4).forEachChunk((chunk, records) -> {
 *     for (Record read : records) {
 *         samples.add(read.getShorts("raw_signal").length);
 *     }
 * });
 * }</pre>
 */
@FunctionalInterface
public interface ChunkConsumer {
    /**
     * Takes the records of one chunk.
     *
     * @param chunk where they lie; the first is row {@link Chunk#firstRow()}
     * @param records in row order
     * @throws IOException when the work cannot go on
     * @throws InterruptedException when the thread was interrupted, as it is when the work is to stop
     */
    void accept(Chunk chunk, List<Record> records) throws IOException, InterruptedException;
}
