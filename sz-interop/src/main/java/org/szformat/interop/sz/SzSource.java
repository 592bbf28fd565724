package org.szformat.interop.sz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** The records of an SZ file, a part being a chunk. */
public final class SzSource implements RecordSource {
    /** What a chunk takes in memory, at the most that is usual, for each byte that it takes on disk. */
    private static final int EXPANSION = 4;

    private static final long RECORD_BYTES = 256;

    private final RecordFile file;
    private final Projection projection;
    private final long bytes;
    private final Iterator<Chunk> chunks;
    private long position;

    private SzSource(RecordFile file, Projection projection) throws IOException {
        this.file = file;
        this.projection = projection;
        this.bytes = file.storedBytes();
        this.chunks = file.chunks().iterator();
    }

    /**
     * Opens a file of any layout.
     *
     * @param fields given the file's schema, which fields are wanted; the others are neither read nor decoded
     * @throws SzFormatException when it is no SZ file, or a damaged one
     * @throws IllegalArgumentException when {@code fields} throws it
     * @throws IOException when it cannot be read
     */
    public static SzSource open(Path path, ReadOptions options, Function<Schema, Projection> fields)
            throws IOException {
        RecordFile file = Layouts.open(path, options);
        try {
            return new SzSource(file, fields.apply(file.schema()));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Schema schema() {
        return projection.target();
    }

    @Override
    public Header header() {
        return file.header();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(file.size());
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public @Nullable Part next() {
        if (!chunks.hasNext()) {
            return null;
        }
        Chunk chunk = chunks.next();
        position = Math.min(bytes, position + chunk.storedBytes());
        return new ChunkPart(chunk, position);
    }

    @Override
    public List<String> warnings() {
        return warnings(file);
    }

    /** What people should know who read all records of a file. */
    public static List<String> warnings(RecordFile file) {
        if (file.isComplete()) {
            return List.of();
        }
        return List.of("is incomplete and has " + file.size() + (file.size() == 1 ? " record" : " records") + " now ("
                + file.incompleteness().orElse("its writer did not finish it")
                + "); unless it is still being written, 'sz repair' finishes it");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class ChunkPart implements Part {
        private final Chunk chunk;
        private final long end;

        ChunkPart(Chunk chunk, long end) {
            this.chunk = chunk;
            this.end = end;
        }

        @Override
        public long footprint() {
            return Math.max(1, EXPANSION * chunk.storedBytes() + RECORD_BYTES * chunk.records());
        }

        @Override
        public long position() {
            return end;
        }

        @Override
        public List<Record> decode() throws IOException {
            try {
                return file.read(chunk, projection);
            } catch (SzFormatException e) {
                throw firstFault(e);
            }
        }

        /** Of the first record that is damaged, which names it, rather than of the chunk. */
        private SzFormatException firstFault(SzFormatException ofChunk) throws IOException {
            for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
                try {
                    file.read(row, projection);
                } catch (SzFormatException e) {
                    return e;
                }
            }
            return ofChunk;
        }

        @Override
        public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            SoundRows rows =
                    SoundRows.read(file, chunk, chunk.firstRow(), chunk.firstRow() + chunk.records(), projection);
            rows.lost().forEach(lost -> damages.accept(lost.asDamage()));
            return rows.records();
        }
    }
}
