package org.szformat.concurrent;

import java.io.IOException;
import org.szformat.record.Record;

/**
 * What is done with each record. Called by several threads at once.
 *
 * <pre>{@code
 * reader.parallel(4).forEach(writer::put);
 * }</pre>
 */
@FunctionalInterface
public interface RecordConsumer {
    /**
     * Takes one record.
     *
     * @throws IOException when the work cannot go on
     * @throws InterruptedException when the thread was interrupted, as it is when the work is to stop
     */
    void accept(Record record) throws IOException, InterruptedException;
}
