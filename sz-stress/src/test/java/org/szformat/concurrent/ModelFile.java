package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Layout;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A file as simple as can be, so that a model checker spends its time on those who use it. */
final class ModelFile implements LayoutWriter {
    static final Schema SCHEMA =
            Schema.builder().attribute("read_id", ValueType.S).build();

    /** The number of the write that fails; none does when it is negative. */
    private final int failingWrite;

    private final List<String> rows = new ArrayList<>();
    private int writes;
    private int flushedRows;
    private int encoding;
    private int encodingPeak;
    private boolean finished;
    private boolean aborted;
    private boolean closed;

    private record Encoded(List<String> ids) implements EncodedChunk {
        @Override
        public int records() {
            return ids.size();
        }

        @Override
        public long encodedBytes() {
            return 1;
        }
    }

    ModelFile(int failingWrite) {
        this.failingWrite = failingWrite;
    }

    ModelFile() {
        this(-1);
    }

    static Record record(String id) {
        return Record.builder(SCHEMA).set("read_id", id).build();
    }

    synchronized List<String> rows() {
        return List.copyOf(rows);
    }

    synchronized List<String> flushed() {
        return List.copyOf(rows.subList(0, flushedRows));
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

    synchronized int encodingPeak() {
        return encodingPeak;
    }

    @Override
    public Path path() {
        return Path.of("model.sz");
    }

    @Override
    public Layout layout() {
        return Layout.CONTAINER;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public Header header() {
        return Header.empty();
    }

    @Override
    public void check(Record record) {}

    /** Every record is a chunk. */
    @Override
    public long targetChunkBytes() {
        return 1;
    }

    @Override
    public ChunkEncoder newEncoder() {
        return new ChunkEncoder() {
            @Override
            public EncodedChunk encode(List<Record> records) {
                begin();
                List<String> ids = records.stream().map(Record::key).toList();
                end();
                return new Encoded(ids);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized void begin() {
        encoding++;
        encodingPeak = Math.max(encodingPeak, encoding);
    }

    private synchronized void end() {
        encoding--;
    }

    @Override
    public synchronized void write(EncodedChunk chunk) throws IOException {
        require(!finished && !closed);
        if (writes++ == failingWrite) {
            throw new IOException("made up");
        }
        rows.addAll(((Encoded) chunk).ids());
    }

    @Override
    public synchronized void flush() {
        require(!finished && !closed);
        flushedRows = rows.size();
    }

    @Override
    public synchronized void finish(Header header) {
        require(!finished && !closed);
        finished = true;
    }

    @Override
    public synchronized void abort() {
        require(!closed);
        aborted = !finished;
    }

    @Override
    public synchronized void close() {
        require(encoding == 0);
        closed = true;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("a call out of turn");
        }
    }
}
