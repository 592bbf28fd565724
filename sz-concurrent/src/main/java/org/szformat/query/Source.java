package org.szformat.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.exchange.Damage;
import org.szformat.layout.Chunk;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Where records come from, in chunks. */
sealed interface Source {
    /** The file, if it is one. */
    Optional<Path> path();

    /** The fields that can be asked for. */
    Schema schema();

    List<Chunk> chunks() throws IOException;

    List<ColumnStatistics> statistics(Chunk chunk) throws IOException;

    /** All rows of a chunk; without fields, no columns are read. */
    Batch read(Chunk chunk, Collection<String> fields) throws IOException;

    /**
     * The rows of a chunk of which these fields are sound, read one by one; numbered from the chunk's first row, though some
     * lack between them.
     *
     * @param damages told what the others are
     */
    default Batch readSound(Chunk chunk, Collection<String> fields, Consumer<Damage> damages) throws IOException {
        return read(chunk, fields);
    }

    /** As messages name it. */
    default String name() {
        return path().map(Path::toString).orElse("records in memory");
    }

    /** A file. */
    record OfFile(CompressedFile.Reader reader) implements Source {
        @Override
        public Optional<Path> path() {
            return Optional.of(reader.path());
        }

        @Override
        public Schema schema() {
            return reader.schema();
        }

        @Override
        public List<Chunk> chunks() throws IOException {
            return reader.file().chunks();
        }

        @Override
        public List<ColumnStatistics> statistics(Chunk chunk) throws IOException {
            return reader.file().statistics(chunk);
        }

        @Override
        public Batch read(Chunk chunk, Collection<String> fields) throws IOException {
            return reader.file().readBatch(chunk, Projection.of(reader.file().schema(), fields));
        }

        @Override
        public Batch readSound(Chunk chunk, Collection<String> fields, Consumer<Damage> damages) throws IOException {
            Projection projection = Projection.of(reader.file().schema(), fields);
            List<Record> sound = new ArrayList<>();
            long end = chunk.firstRow() + chunk.records();
            long lost = 0;
            String fault = "";
            for (long row = chunk.firstRow(); row < end; row++) {
                try {
                    sound.add(reader.file().read(row, projection));
                    tell(damages, row - lost, lost, fault);
                    lost = 0;
                } catch (SzFormatException e) {
                    String found = e.place() + ": found " + e.found() + "; expected " + e.expected();
                    if (!found.equals(fault)) {
                        tell(damages, row - lost, lost, fault);
                        lost = 0;
                    }
                    fault = found;
                    lost++;
                }
            }
            tell(damages, end - lost, lost, fault);
            return Batch.of(projection.target(), chunk.firstRow(), sound);
        }

        private void tell(Consumer<Damage> damages, long first, long records, String fault) {
            if (records > 0) {
                String rows = records == 1 ? "record " + first : "records " + first + " to " + (first + records - 1);
                damages.accept(new Damage(name() + ": " + rows, fault, OptionalLong.of(records)));
            }
        }
    }

    /** Records in memory. */
    record OfRecords(Schema schema, List<Record> records) implements Source {
        private static final int ROWS = 1024;

        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public List<Chunk> chunks() {
            List<Chunk> chunks = new ArrayList<>();
            for (int row = 0; row < records.size(); row += ROWS) {
                chunks.add(new Chunk(chunks.size(), row, Math.min(ROWS, records.size() - row), 0, 0));
            }
            return chunks;
        }

        @Override
        public List<ColumnStatistics> statistics(Chunk chunk) {
            return List.of();
        }

        @Override
        public Batch read(Chunk chunk, Collection<String> fields) {
            int from = (int) chunk.firstRow();
            return Batch.of(schema, from, records.subList(from, from + chunk.records()));
        }
    }
}
