package org.szformat.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
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
        for (long row : rows) {
            requireRow(row);
        }
        long[] ascending = Arrays.stream(rows).sorted().distinct().toArray();
        List<Record> records = file.read(ascending, projection);
        return Arrays.stream(rows)
                .mapToObj(row -> records.get(Arrays.binarySearch(ascending, row)))
                .toList();
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
        Set<String> missing = new LinkedHashSet<>();
        List<long[]> found = new ArrayList<>();
        for (String id : ids) {
            long[] rows = file.rows(id);
            found.add(rows);
            if (rows.length == 0) {
                missing.add(id);
            }
        }
        long[] rows = found.stream().flatMapToLong(Arrays::stream).toArray();
        return new Lookup(get(rows), List.copyOf(missing));
    }

    @Override
    public Stream<Record> stream() {
        return StreamSupport.stream(ChunkSpliterator.of(file, projection), false);
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

    private void requireRow(long row) {
        if (row < 0 || row >= file.size()) {
            throw new IndexOutOfBoundsException(path() + ": row " + row + " of " + file.size());
        }
    }
}
