package org.szformat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** The records of a file in row order, up to the first damaged one and no less. */
final class RowSource {
    /** Takes a record. */
    @FunctionalInterface
    interface Consumer {
        void accept(Record record) throws IOException, InterruptedException;
    }

    private final CompressedFile.Reader reader;
    private final int threads;

    RowSource(CompressedFile.Reader reader, int threads) {
        this.reader = reader;
        this.threads = threads;
    }

    /** All records, read ahead by the threads. */
    void forEach(Consumer consumer) throws IOException, InterruptedException {
        long row = 0;
        try (Stream<Record> records = reader.parallel(threads).stream()) {
            for (Iterator<Record> each = records.iterator(); each.hasNext(); ) {
                consumer.accept(each.next());
                row++;
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SzFormatException) {
                forEachOneByOne(row, reader.size(), consumer);
            }
            throw e.getCause();
        }
    }

    /** The records of some rows, from one to before another; only what they lie in is read. */
    void forEach(long from, long to, Consumer consumer) throws IOException, InterruptedException {
        RecordFile file = reader.file();
        Projection projection = Projection.of(
                file.schema(),
                reader.schema().fields().stream().map(field -> field.name()).toList());
        for (Chunk chunk : file.chunks()) {
            long first = Math.max(from, chunk.firstRow());
            long end = Math.min(to, chunk.firstRow() + chunk.records());
            if (end - first == chunk.records()) {
                forEachOf(chunk, projection, consumer);
            } else {
                forEachOneByOne(first, end, consumer);
            }
        }
    }

    private void forEachOf(Chunk chunk, Projection projection, Consumer consumer)
            throws IOException, InterruptedException {
        Iterable<Record> records;
        try {
            records = reader.file().read(chunk, projection);
        } catch (SzFormatException e) {
            forEachOneByOne(chunk.firstRow(), chunk.firstRow() + chunk.records(), consumer);
            throw e;
        }
        for (Record record : records) {
            consumer.accept(record);
        }
    }

    private void forEachOneByOne(long from, long to, Consumer consumer) throws IOException, InterruptedException {
        for (long row = from; row < to; row++) {
            consumer.accept(reader.get(row));
        }
    }
}
