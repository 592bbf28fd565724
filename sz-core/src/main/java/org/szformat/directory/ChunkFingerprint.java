package org.szformat.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jpountz.xxhash.StreamingXXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.szformat.layout.Chunk;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** XXH64 of what the index says of the records of a chunk, and of where their bytes in {@code dat} begin and end. */
final class ChunkFingerprint {
    /** So many bytes of either end. */
    private static final int SAMPLE = 4 << 10;

    private final StreamingXXHash64 hash = XXHashFactory.safeInstance().newStreamingHash64(0);
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private ChunkFingerprint() {}

    /** Reads bytes of {@code dat} that belong to a record. */
    @FunctionalInterface
    interface Stored {
        byte[] read(long row, long offset, int length) throws IOException;
    }

    static long of(IndexFileReader.Contents contents, Chunk chunk, Stored stored) throws IOException {
        ChunkFingerprint fingerprint = new ChunkFingerprint();
        fingerprint.add(contents.schema().toString());
        long last = chunk.firstRow() + chunk.records() - 1;
        for (long row = chunk.firstRow(); row <= last; row++) {
            fingerprint.addRow(contents, row);
        }
        int datasets = contents.schema().datasets().size();
        RecordLocations places = contents.locations();
        long start = places.offset(chunk.firstRow());
        long startEnd = places.frameOffset(chunk.firstRow(), datasets);
        fingerprint.add(stored.read(chunk.firstRow(), start, (int) Math.min(SAMPLE, startEnd - start)));
        long end = places.frameOffset(last, datasets);
        int length = (int) Math.min(SAMPLE, end - places.offset(last));
        fingerprint.add(stored.read(last, end - length, length));
        return fingerprint.hash.getValue();
    }

    private void addRow(IndexFileReader.Contents contents, long row) {
        Schema schema = contents.schema();
        Attributes attributes = contents.table().row(row);
        for (Field field : schema.attributes()) {
            if (field.isText() || field.type() == ValueType.F128) {
                add(attributes.stored(field).toString());
            } else {
                add(attributes.bits(field));
            }
        }
        RecordLocations places = contents.locations();
        add(places.offset(row));
        for (int dataset = 0; dataset < schema.datasets().size(); dataset++) {
            add(places.frameBytes(row, dataset));
            add(places.count(row, dataset));
        }
    }

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        add(bytes.length);
        hash.update(bytes, 0, bytes.length);
    }

    private void add(long value) {
        hash.update(number.putLong(0, value).array(), 0, Long.BYTES);
    }
}
