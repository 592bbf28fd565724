package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.szformat.Layout;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** A file in memory, with a place for faults and delays before everything it does. It notices when it is misused. */
final class MemoryWriter implements LayoutWriter {
    /** What a test does before a step of the file. */
    enum Op {
        ENCODE,
        WRITE,
        FLUSH,
        FINISH,
        ABORT,
        CLOSE
    }

    /** Called before each step, with the number of steps of that kind before it. */
    @FunctionalInterface
    interface Hook {
        void before(Op op, int number) throws IOException;
    }

    private record Encoded(List<Record> list, long encodedBytes) implements EncodedChunk {
        @Override
        public int records() {
            return list.size();
        }
    }

    private final long chunkBytes;
    private final Hook hook;
    private final AtomicInteger[] calls = new AtomicInteger[Op.values().length];
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger encodersOpen = new AtomicInteger();
    private final AtomicInteger encoding = new AtomicInteger();
    final AtomicInteger encodingPeak = new AtomicInteger();
    final Queue<String> misuses = new ConcurrentLinkedQueue<>();
    private final List<List<Record>> chunks = new ArrayList<>();
    private int flushedChunks;
    private Header header = Header.empty();
    private boolean failed;
    private boolean finished;
    private boolean aborted;
    private boolean closed;

    MemoryWriter(long chunkBytes, Hook hook) {
        this.chunkBytes = chunkBytes;
        this.hook = hook;
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new AtomicInteger();
        }
    }

    MemoryWriter(long chunkBytes) {
        this(chunkBytes, (op, number) -> {});
    }

    synchronized List<List<Record>> chunks() {
        return List.copyOf(chunks);
    }

    synchronized List<Record> rows() {
        return chunks.stream().flatMap(List::stream).toList();
    }

    synchronized List<Record> flushedRows() {
        return chunks.subList(0, flushedChunks).stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized Header header() {
        return header;
    }

    synchronized boolean isFinished() {
        return finished;
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    int calls(Op op) {
        return calls[op.ordinal()].get();
    }

    int encodersOpen() {
        return encodersOpen.get();
    }

    @Override
    public Path path() {
        return Path.of("memory.sz");
    }

    @Override
    public Layout layout() {
        return Layout.DIRECTORY;
    }

    @Override
    public Schema schema() {
        return Reads.SCHEMA;
    }

    @Override
    public void check(Record record) {
        if (record.key().startsWith("bad")) {
            throw new IllegalArgumentException("record '" + record.key() + "' is bad");
        }
    }

    @Override
    public long targetChunkBytes() {
        return chunkBytes;
    }

    @Override
    public ChunkEncoder newEncoder() {
        encodersOpen.incrementAndGet();
        return new MemoryEncoder();
    }

    @Override
    public void write(EncodedChunk chunk) throws IOException {
        step(Op.WRITE, () -> chunks.add(((Encoded) chunk).list()));
    }

    @Override
    public void flush() throws IOException {
        step(Op.FLUSH, () -> flushedChunks = chunks.size());
    }

    @Override
    public void finish(Header newHeader) throws IOException {
        step(Op.FINISH, () -> {
            header = newHeader;
            finished = true;
        });
    }

    @Override
    public void abort() throws IOException {
        step(Op.ABORT, () -> aborted = !finished);
    }

    @Override
    public void close() throws IOException {
        step(Op.CLOSE, () -> closed = true);
    }

    private void step(Op op, Runnable action) throws IOException {
        if (!busy.compareAndSet(false, true)) {
            misuses.add(op + " by two threads");
        }
        try {
            synchronized (this) {
                if (closed || finished && op != Op.CLOSE && op != Op.ABORT) {
                    misuses.add(op + " after the end");
                }
                if (failed && op != Op.CLOSE && op != Op.ABORT) {
                    misuses.add(op + " after a failure");
                }
            }
            hook.before(op, calls[op.ordinal()].getAndIncrement());
            synchronized (this) {
                action.run();
            }
        } catch (Throwable e) {
            synchronized (this) {
                failed = true;
            }
            throw e;
        } finally {
            busy.set(false);
        }
    }

    private final class MemoryEncoder implements ChunkEncoder {
        private final AtomicBoolean lent = new AtomicBoolean();
        private volatile boolean shut;

        @Override
        public EncodedChunk encode(List<Record> records) throws IOException {
            if (!lent.compareAndSet(false, true) || shut || records.isEmpty()) {
                misuses.add("an encoder used by two threads, closed, or for nothing");
            }
            encodingPeak.accumulateAndGet(encoding.incrementAndGet(), Math::max);
            try {
                hook.before(Op.ENCODE, calls[Op.ENCODE.ordinal()].getAndIncrement());
                long bytes = records.stream().mapToLong(Record::valueBytes).sum() / 2 + 1;
                return new Encoded(List.copyOf(records), bytes);
            } finally {
                encoding.decrementAndGet();
                lent.set(false);
            }
        }

        @Override
        public void close() {
            if (shut) {
                misuses.add("an encoder closed twice");
            }
            shut = true;
            encodersOpen.decrementAndGet();
        }
    }
}
