package org.szformat.interop.pod5;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowSchema;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.interop.ipc.EncodedBatch;
import org.szformat.interop.ipc.IpcTableWriter;

/**
 * Collects the reads table in a file of its own, since it comes behind all signals, and its dictionaries, which come before
 * its rows, are known last. Not thread-safe.
 */
final class ReadTableWriter implements Closeable {
    private static final int BATCH_ROWS = 1000;
    private static final int MAX_DICTIONARY = Short.MAX_VALUE + 1;
    private static final int BUFFER_BYTES = 1 << 16;

    private record Spooled(int metadataLength, long bodyLength) {}

    private final FileChannel spool;
    private final OutputStream out;
    private final List<Spooled> batches = new ArrayList<>();
    private final List<ArrowField> fields = ReadTableSchema.reads();
    private final Map<ReadColumn, Map<String, Integer>> dictionaries = new EnumMap<>(ReadColumn.class);
    private List<ColumnBuilder> columns = newColumns();

    private ReadTableWriter(FileChannel spool) {
        this.spool = spool;
        this.out = new BufferedOutputStream(Channels.newOutputStream(spool), BUFFER_BYTES);
        ReadTableSchema.DICTIONARIES.keySet().forEach(column -> dictionaries.put(column, new LinkedHashMap<>()));
    }

    /** Begins a table beside the file that it will be part of. */
    static ReadTableWriter beside(Path path) throws IOException {
        Path file = path.resolveSibling(".sz-" + UUID.randomUUID() + ".reads");
        return new ReadTableWriter(FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    }

    private List<ColumnBuilder> newColumns() {
        return fields.stream().map(ColumnBuilder::new).toList();
    }

    /**
     * Adds a row.
     *
     * @param read the read
     * @param firstRow the row of the signal table in which its signal begins
     */
    void add(EncodedRead read, long firstRow) throws IOException {
        columns.get(0).addBytes(read.id(), 0, Uuids.BYTES);
        ColumnBuilder signal = columns.get(1);
        long samples = 0;
        for (int i = 0; i < read.pieces().size(); i++) {
            signal.child(0).addInteger(firstRow + i);
            samples += read.pieces().get(i).samples();
        }
        signal.addList();
        int next = 2;
        for (ReadColumn column : ReadTableSchema.beforeLength()) {
            add(columns.get(next++), column, read);
        }
        columns.get(next++).addInteger(samples);
        for (ReadColumn column : ReadTableSchema.afterLength()) {
            add(columns.get(next++), column, read);
        }
        if (columns.get(0).length() == BATCH_ROWS) {
            spool();
        }
    }

    private void add(ColumnBuilder target, ReadColumn column, EncodedRead read) {
        Map<String, Integer> dictionary = dictionaries.get(column);
        String text = read.text(column);
        Long bits = read.bits(column);
        if (dictionary != null && text != null) {
            target.addInteger(dictionary.computeIfAbsent(text, added -> nextIndex(dictionary, column)));
        } else if (bits != null) {
            target.addInteger(bits);
        } else {
            target.addNull();
        }
    }

    private static int nextIndex(Map<String, Integer> dictionary, ReadColumn column) {
        if (dictionary.size() == MAX_DICTIONARY) {
            throw new IllegalArgumentException(column.fieldName() + " has more than " + MAX_DICTIONARY
                    + " different values, which is the most that POD5 can hold; split the file");
        }
        return dictionary.size();
    }

    /** The runs that reads belong to, in the order of their first ones. */
    Set<String> runs() {
        return dictionaries.getOrDefault(ReadColumn.RUN_ID, Map.of()).keySet();
    }

    private void spool() throws IOException {
        EncodedBatch batch = EncodedBatch.ofRows(columns);
        batch.writeTo(out);
        batches.add(new Spooled(batch.metadataLength(), batch.bodyLength()));
        columns = newColumns();
    }

    /**
     * Writes the table.
     *
     * @return how many bytes
     */
    long writeTo(OutputStream target, Map<String, String> metadata) throws IOException {
        if (columns.get(0).length() > 0) {
            spool();
        }
        out.flush();
        IpcTableWriter table = new IpcTableWriter(target, new ArrowSchema(fields, metadata));
        for (Map.Entry<ReadColumn, Long> entry : ReadTableSchema.DICTIONARIES.entrySet()) {
            ColumnBuilder values = new ColumnBuilder(entry.getKey().field());
            dictionaries.getOrDefault(entry.getKey(), Map.of()).keySet().forEach(values::addText);
            table.writeDictionary(entry.getValue(), values);
        }
        spool.position(0);
        InputStream in = new BufferedInputStream(Channels.newInputStream(spool), BUFFER_BYTES);
        for (Spooled batch : batches) {
            table.copy(in, batch.metadataLength(), batch.bodyLength());
        }
        table.finish();
        return table.written();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
