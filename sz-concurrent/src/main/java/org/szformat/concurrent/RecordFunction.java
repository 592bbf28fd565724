package org.szformat.concurrent;

import java.io.IOException;
import org.szformat.record.Record;

/**
 * What is made of each record. Called by several threads at once.
 *
 * <pre>{@code
 * try (Stream<String> lines = reader.parallel(4).map(Record::toString)) {
 *     lines.forEachOrdered(System.out::println);
 * }
 * }</pre>
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface RecordFunction<T> {
    /**
     * Makes something of one record.
     *
     * @return not null
     * @throws IOException when the work cannot go on
     * @throws InterruptedException when the thread was interrupted, as it is when the work is to stop
     */
    T apply(Record record) throws IOException, InterruptedException;
}
