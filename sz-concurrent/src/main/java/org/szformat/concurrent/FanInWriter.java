package org.szformat.concurrent;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * The writer that callers hold. Its threads hold the pipeline only, so that a writer that nobody can reach any more is
 * noticed; a call holds the writer until it returns.
 */
final class FanInWriter implements CompressedFile.Writer {
    private static final Cleaner CLEANER = Cleaner.create();

    private final LayoutWriter file;
    private final Pipeline pipeline;
    private final WriterThreads threads;
    private final Cleaner.Cleanable cleanable;
    // Made before memory may be short.
    private final Supplier<@Nullable IOException> closeFault;
    private final Supplier<@Nullable IOException> abortFault;
    private volatile boolean hasEnded;

    private FanInWriter(LayoutWriter file, WriterThreads threads) {
        this.file = file;
        this.pipeline = threads.pipeline();
        this.threads = threads;
        this.closeFault = pipeline::closeFault;
        this.abortFault = pipeline::abortFault;
        this.cleanable = CLEANER.register(this, new Loss(file.path(), pipeline));
    }

    /** Starts the threads that write to a file; where that fails, the file is aborted. */
    static FanInWriter start(LayoutWriter file, WriterOptions options) {
        FanInWriter writer;
        try {
            writer = new FanInWriter(file, WriterThreads.of(file, options));
        } catch (Throwable e) {
            try (file) {
                file.abort();
            } catch (IOException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
        writer.threads.start();
        return writer;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Schema schema() {
        return file.schema();
    }

    @Override
    public Header header() {
        return pipeline.header();
    }

    @Override
    public void putHeader(String key, JsonValue value) throws IOException {
        pipeline.putHeader(key, value);
    }

    @Override
    public void put(Record record) throws IOException, InterruptedException {
        putChunk(List.of(record));
    }

    @Override
    public boolean put(Record record, Duration timeout) throws IOException, InterruptedException {
        return putChunk(List.of(record), timeout);
    }

    @Override
    public boolean tryPut(Record record) throws IOException {
        return tryPutChunk(List.of(record));
    }

    @Override
    public void putChunk(List<Record> records) throws IOException, InterruptedException {
        try {
            RecordGroup group = check(records);
            if (group.size() > 0) {
                pipeline.put(group);
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean putChunk(List<Record> records, Duration timeout) throws IOException, InterruptedException {
        try {
            RecordGroup group = check(records);
            return group.size() == 0 || pipeline.put(group, Nanos.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean tryPutChunk(List<Record> records) throws IOException {
        try {
            RecordGroup group = check(records);
            return group.size() == 0 || pipeline.tryPut(group);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        try {
            pipeline.flush();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public WriterMetrics metrics() {
        return pipeline.metrics();
    }

    @Override
    public void abort() throws IOException {
        end(Ending.ABORT, abortFault);
    }

    @Override
    public void close() throws IOException {
        end(Ending.CLOSE, closeFault);
    }

    /** Ends the file, or waits until another thread has, and throws what is wrong; does nothing once that was told. */
    private void end(Ending wish, Supplier<@Nullable IOException> outcome) throws IOException {
        try {
            if (hasEnded) {
                return;
            }
            pipeline.end(wish);
            pipeline.awaitEnd();
            threads.join();
            cleanable.clean();
            IOException fault = outcome.get();
            hasEnded = true;
            if (fault != null) {
                throw fault;
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Refuses records that the file cannot hold, before anything of them is admitted. */
    private RecordGroup check(List<Record> records) throws IOException {
        pipeline.requireOpen();
        List<Record> copy = List.copyOf(records);
        for (Record record : copy) {
            if (!record.schema().equals(file.schema())) {
                throw new IllegalArgumentException(
                        file.path() + ": a record of " + record.schema() + "; the file has " + file.schema());
            }
            file.check(record);
        }
        return RecordGroup.of(copy);
    }

    /** What is done about a writer that nobody closed. */
    private record Loss(Path path, Pipeline pipeline) implements Runnable {
        @Override
        public void run() {
            if (pipeline.isEnded()) {
                return;
            }
            pipeline.end(Ending.ABANDON);
            WriterMetrics metrics = pipeline.metrics();
            System.getLogger("org.szformat.concurrent")
                    .log(
                            Level.WARNING,
                            "{0}: the writer was never closed; the file is incomplete, and of {1} records put {2} were"
                                    + " never written",
                            path,
                            metrics.recordsAdmitted(),
                            metrics.recordsAdmitted() - metrics.recordsWritten());
        }
    }
}
