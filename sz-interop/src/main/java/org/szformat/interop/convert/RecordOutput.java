package org.szformat.interop.convert;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.szformat.exchange.RecordSink;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Writes records that come one by one, in their order, encoding some of them at once on several threads. Bounded: no more
 * than a few batches are on their way. Confined to one thread.
 *
 * <pre>{@code
 * try (RecordOutput out = RecordOutput.begin(output, reader.schema(), reader.header(), 4)) {
 *     out.put(reader.get(17));
 *     out.finish().forEach(System.err::println);
 * }
 * }</pre>
 */
public final class RecordOutput implements Closeable {
    private static final int BATCH_RECORDS = 4096;
    private static final long BATCH_BYTES = 1L << 20;

    private final Output output;
    private final RecordSink sink;
    private final ExecutorService workers;
    private final int mostAhead;
    private final Deque<Future<RecordSink.Encoded>> ahead = new ArrayDeque<>();
    private List<Record> batch = new ArrayList<>();
    private long batchBytes;

    private RecordOutput(Output output, RecordSink sink, int threads) {
        this.output = output;
        this.sink = sink;
        this.mostAhead = 2 * threads;
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "sz-encode");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins an output.
     *
     * @param output what is written; it stays the caller's to close
     * @param threads how many threads encode; at least 1
     * @throws IllegalArgumentException when it cannot hold such records
     * @throws IOException when it cannot be created
     */
    public static RecordOutput begin(Output output, Schema schema, Header header, int threads) throws IOException {
        return new RecordOutput(output, output.create(schema, header), threads);
    }

    /**
     * Writes a record, or waits for room to.
     *
     * @throws IllegalArgumentException when the format cannot hold it, or one before
     */
    public void put(Record record) throws IOException, InterruptedException {
        batch.add(record);
        batchBytes += record.valueBytes();
        if (batch.size() >= BATCH_RECORDS || batchBytes >= BATCH_BYTES) {
            send();
        }
    }

    private void send() throws IOException, InterruptedException {
        List<Record> records = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        ahead.add(workers.submit(() -> sink.encode(records)));
        if (ahead.size() > mostAhead) {
            appendFirst();
        }
    }

    private void appendFirst() throws IOException, InterruptedException {
        try {
            sink.append(ahead.remove().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw output.explain(io);
            } else if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw output.explain(e);
        }
    }

    /**
     * Writes what is still on its way, and gives the output its name.
     *
     * @return what was not written because the format has no place for it, for people to read
     */
    public List<String> finish() throws IOException, InterruptedException {
        if (!batch.isEmpty()) {
            send();
        }
        while (!ahead.isEmpty()) {
            appendFirst();
        }
        try {
            sink.finish();
            List<String> warnings = sink.warnings();
            sink.close();
            output.commit();
            return warnings;
        } catch (IOException e) {
            throw output.explain(e);
        }
    }

    @Override
    public void close() throws IOException {
        workers.shutdownNow();
        sink.close();
    }
}
