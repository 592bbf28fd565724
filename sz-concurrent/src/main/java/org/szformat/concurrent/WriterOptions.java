package org.szformat.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Header;

/**
 * How a file is created or appended to, and by how many threads it is written. Immutable, so safe for use by many threads.
 *
 * <pre>{@code
 * WriterOptions options = WriterOptions.defaults()
 *         .withHeader(Header.empty().with("sample", JsonValue.of("HG002")))
 *         .withEncoders(4)
 *         .withQueueBytes(256L << 20);
 * }</pre>
 */
public final class WriterOptions {
    /** How many bytes of records may be queued, where nothing else is said: 64 MiB. */
    public static final long DEFAULT_QUEUE_BYTES = 64L << 20;

    /** The most encoders there may be. */
    public static final int MAX_ENCODERS = 1024;

    /** The least bound of the queue: every record then goes through it alone. */
    public static final long MIN_QUEUE_BYTES = 1;

    private static final WriterOptions DEFAULTS = new WriterOptions(
            Layout.CONTAINER,
            WriteOptions.defaults(),
            Header.empty(),
            Math.min(MAX_ENCODERS, Runtime.getRuntime().availableProcessors()),
            DEFAULT_QUEUE_BYTES,
            null,
            null);

    private final Layout layout;
    private final WriteOptions writeOptions;
    private final Header header;
    private final int encoders;
    private final long queueBytes;
    private final @Nullable Executor executor;
    private final ProgressReports.@Nullable Wish progress;

    private WriterOptions(
            Layout layout,
            WriteOptions writeOptions,
            Header header,
            int encoders,
            long queueBytes,
            @Nullable Executor executor,
            ProgressReports.@Nullable Wish progress) {
        this.layout = layout;
        this.writeOptions = writeOptions;
        this.header = header;
        this.encoders = encoders;
        this.queueBytes = queueBytes;
        this.executor = executor;
        this.progress = progress;
    }

    /**
     * A container, {@link WriteOptions#defaults()}, an empty header, one encoder for each available processor,
     * {@link #DEFAULT_QUEUE_BYTES}, and encoding on daemon threads of the writer's own.
     */
    public static WriterOptions defaults() {
        return DEFAULTS;
    }

    /** How the file lies on disk. */
    public Layout layout() {
        return layout;
    }

    /** What the layout is told: existing files, codecs, durability. */
    public WriteOptions writeOptions() {
        return writeOptions;
    }

    /** What the file says of itself at first. */
    public Header header() {
        return header;
    }

    /** How many chunks are encoded at once; 1 to {@link #MAX_ENCODERS}. */
    public int encoders() {
        return encoders;
    }

    /**
     * How many bytes of records may be admitted that have not yet joined a chunk; at least {@link #MIN_QUEUE_BYTES}.
     *
     * <p>A record counts with its values and an estimate of the objects that hold them: 64 bytes, and 16 for every field.
     * One that is larger than the bound is admitted when nothing else is queued. Besides the queue a writer holds at most
     * {@link #encoders()} + 2 chunks (being filled, encoded and written) of the layout's chunk size, or, where a record
     * is larger than all these, one chunk with that record alone.
     */
    public long queueBytes() {
        return queueBytes;
    }

    /** Who encodes, if not threads of the writer's own. */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /** Who is told how far the writer is, if anybody. */
    public Optional<ProgressListener> progressListener() {
        return Optional.ofNullable(progress).map(ProgressReports.Wish::listener);
    }

    /** How often the listener is told, if there is one. */
    public Optional<Duration> progressInterval() {
        return Optional.ofNullable(progress).map(ProgressReports.Wish::interval);
    }

    Optional<ProgressReports.Wish> progressWish() {
        return Optional.ofNullable(progress);
    }

    /** The same with another layout. */
    public WriterOptions withLayout(Layout newLayout) {
        return new WriterOptions(
                Objects.requireNonNull(newLayout), writeOptions, header, encoders, queueBytes, executor, progress);
    }

    /** The same with other options of the layout. */
    public WriterOptions withWriteOptions(WriteOptions newOptions) {
        return new WriterOptions(
                layout, Objects.requireNonNull(newOptions), header, encoders, queueBytes, executor, progress);
    }

    /** The same with another header. */
    public WriterOptions withHeader(Header newHeader) {
        return new WriterOptions(
                layout, writeOptions, Objects.requireNonNull(newHeader), encoders, queueBytes, executor, progress);
    }

    /**
     * The same with another number of encoders. The bytes of the file do not depend on it.
     *
     * @throws IllegalArgumentException when it is less than 1 or more than {@link #MAX_ENCODERS}
     */
    public WriterOptions withEncoders(int newEncoders) {
        if (newEncoders < 1 || newEncoders > MAX_ENCODERS) {
            throw new IllegalArgumentException("encoders is " + newEncoders + "; it must be 1 to " + MAX_ENCODERS);
        }
        return new WriterOptions(layout, writeOptions, header, newEncoders, queueBytes, executor, progress);
    }

    /**
     * The same with another bound of the queue.
     *
     * @param newQueueBytes as {@link #queueBytes()} counts
     * @throws IllegalArgumentException when it is less than {@link #MIN_QUEUE_BYTES}
     */
    public WriterOptions withQueueBytes(long newQueueBytes) {
        if (newQueueBytes < MIN_QUEUE_BYTES) {
            throw new IllegalArgumentException(
                    "queueBytes is " + newQueueBytes + "; it must be at least " + MIN_QUEUE_BYTES);
        }
        return new WriterOptions(layout, writeOptions, header, encoders, newQueueBytes, executor, progress);
    }

    /**
     * The same with an executor to encode on. It is given finite tasks that never wait, about one for each chunk, by a
     * thread of the writer's own, and is never shut down. It may be busy, refuse tasks, run them in the calling thread,
     * block where it is called or be shut down: what it does not begin in time is encoded by calls that wait for the
     * writer, and by the writer's own thread. A thread that it blocks is interrupted when the writer ends, and not waited
     * for.
     */
    public WriterOptions withExecutor(Executor newExecutor) {
        return new WriterOptions(
                layout, writeOptions, header, encoders, queueBytes, Objects.requireNonNull(newExecutor), progress);
    }

    /**
     * The same with a listener that is told how far the writer is, once in each interval and when it has ended.
     *
     * @throws IllegalArgumentException when the interval is zero or less
     */
    public WriterOptions withProgress(ProgressListener listener, Duration interval) {
        Objects.requireNonNull(listener);
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval is " + interval + "; it must be more than zero");
        }
        return new WriterOptions(
                layout,
                writeOptions,
                header,
                encoders,
                queueBytes,
                executor,
                new ProgressReports.Wish(listener, interval));
    }

    @Override
    public String toString() {
        return "WriterOptions[layout=" + layout + ", encoders=" + encoders + ", queueBytes=" + queueBytes
                + ", executor=" + (executor == null ? "own threads" : executor) + "]";
    }
}
