package org.szformat.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** An open file, or a view of some of its fields. Holds nothing but what it reads from, which is safe for many threads. */
final class SharedReader implements CompressedFile.Reader {
    private final RecordFile file;
    private final Projection projection;
    private final Closeable onClose;

    private SharedReader(RecordFile file, Projection projection, Closeable onClose) {
        this.file = file;
        this.projection = projection;
        this.onClose = onClose;
    }

    /** A reader that closes the file when it is closed. */
    static SharedReader of(RecordFile file) {
        return new SharedReader(file, Projection.all(file.schema()), file);
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Layout layout() {
        return file.layout();
    }

    @Override
    public Header header() {
        return file.header();
    }

    @Override
    public Schema schema() {
        return projection.target();
    }

    @Override
    public boolean isComplete() {
        return file.isComplete();
    }

    @Override
    public Optional<String> incompleteness() {
        return file.incompleteness();
    }

    @Override
    public boolean refresh() throws IOException {
        return file.refresh();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public RecordFile file() {
        return file;
    }

    @Override
    public IndexTable index() throws IOException {
        return file.index();
    }

    @Override
    public CompressedFile.Reader select(Collection<String> fields) {
        schema().select(fields);
        return new SharedReader(file, Projection.of(file.schema(), fields), () -> {});
    }

    @Override
    public Record get(long row) throws IOException {
        return file.read(row, projection);
    }

    @Override
    public List<Record> get(long... rows) throws IOException {
        return fetching().byRow(rows, Workers::runUninterruptibly);
    }

    @Override
    public Optional<Record> get(String id) throws IOException {
        return file.read(id, projection);
    }

    @Override
    public List<Record> getAll(String id) throws IOException {
        return get(file.rows(id));
    }

    @Override
    public Lookup get(Collection<String> ids) throws IOException {
        return fetching().byId(ids, Workers::runUninterruptibly);
    }

    private Fetching fetching() {
        return new Fetching(file, projection, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Stream<Record> stream() {
        return ChunkSpliterator.records(file, projection);
    }

    @Override
    public Stream<Batch> batches() {
        return ChunkSpliterator.batches(file, projection);
    }

    @Override
    public List<ChunkRef> chunks() throws IOException {
        List<String> fields = schema().fields().stream().map(Field::name).toList();
        List<ChunkRef> refs = new ArrayList<>();
        for (Chunk chunk : file.chunks()) {
            refs.add(ChunkRef.of(file, chunk, fields));
        }
        return Collections.unmodifiableList(refs);
    }

    @Override
    public FlatColumn column(String name) throws IOException {
        return FlatColumn.of(file, file.schema().field(schema().field(name).name()));
    }

    @Override
    public ParallelReading parallel(int workers) {
        return new ParallelReading(file, projection, workers);
    }

    @Override
    public void close() throws IOException {
        onClose.close();
    }

    @Override
    public String toString() {
        return "Reader[" + path() + ", " + schema() + "]";
    }
}
