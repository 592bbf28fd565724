package org.szformat.interop.refs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.sz.SzSource;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** The references of an SZ file, a part being those of a chunk or, where its records are many, of some of these. */
final class FileReferences implements RecordSource {
    /** References after which a part ends, roughly. */
    private static final int PART_REFERENCES = 1 << 14;

    private final RecordFile file;
    private final ReferenceFields fields;
    private final Projection attributes;
    private final int rowsAtOnce;
    private final long bytes;
    private final Iterator<Chunk> chunks;
    private @Nullable Chunk chunk;
    private long row;
    private long position;

    private FileReferences(RecordFile file) throws IOException {
        this.file = file;
        Schema schema = file.schema();
        this.fields = new ReferenceFields(schema.attributes());
        List<Field> read = schema.attributes().isEmpty() ? schema.fields().subList(0, 1) : schema.attributes();
        this.attributes = Projection.of(schema, read.stream().map(Field::name).toList());
        this.rowsAtOnce = Math.max(1, PART_REFERENCES / schema.size());
        this.bytes = file.storedBytes();
        this.chunks = file.chunks().iterator();
        file.extents(0, 0, extent -> {}); // says now whether it can tell them
    }

    static FileReferences open(Path path, ReadOptions options) throws IOException {
        RecordFile file = Layouts.open(path, options);
        try {
            return new FileReferences(file);
        } catch (UnsupportedOperationException e) {
            file.close();
            throw new IOException(e.getMessage(), e);
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
        return fields.schema();
    }

    @Override
    public Header header() {
        return Header.empty();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public @Nullable Part next() {
        Chunk now = chunk;
        if (now == null) {
            if (!chunks.hasNext()) {
                return null;
            }
            now = chunks.next();
            chunk = now;
            row = now.firstRow();
        }
        long from = row;
        long end = now.firstRow() + now.records();
        row = Math.min(end, from + rowsAtOnce);
        if (row == end) {
            position = Math.min(bytes, position + now.storedBytes());
            chunk = null;
        }
        return new RowsPart(from, row, position);
    }

    @Override
    public List<String> warnings() {
        return SzSource.warnings(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private List<Record> references(long from, long to) throws IOException {
        List<Record> records = file.read(LongStream.range(from, to).toArray(), attributes);
        List<Record> references = new ArrayList<>(records.size() * file.schema().size());
        PathTexts paths = new PathTexts();
        file.extents(
                from,
                to,
                extent -> references.add(
                        fields.reference(records.get((int) (extent.row() - from)), extent, paths.of(extent.file()))));
        return references;
    }

    private final class RowsPart implements Part {
        private final long from;
        private final long to;
        private final long end;

        RowsPart(long from, long to, long end) {
            this.from = from;
            this.to = to;
            this.end = end;
        }

        @Override
        public long footprint() {
            return fields.memoryBytes((int) (to - from), file.schema().size());
        }

        @Override
        public long position() {
            return end;
        }

        @Override
        public List<Record> decode() throws IOException {
            return references(from, to);
        }

        @Override
        public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            try {
                return decode();
            } catch (SzFormatException e) {
                List<Record> sound = new ArrayList<>();
                for (long row = from; row < to; row++) {
                    try {
                        sound.addAll(references(row, row + 1));
                    } catch (SzFormatException ofRow) {
                        damages.accept(Damage.ofRecord(ofRow));
                    }
                }
                return sound;
            }
        }
    }
}
