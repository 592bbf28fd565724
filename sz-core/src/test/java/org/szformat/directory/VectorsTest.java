package org.szformat.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

class VectorsTest {
    static final List<String> CASES = Vectors.CASES;

    @TempDir
    Path temp;

    @ParameterizedTest
    @FieldSource("CASES")
    void readsWhatPyszWrote(String name) throws Exception {
        Vectors vectors = Vectors.of(name);
        try (RecordFile file = Layouts.open(Vectors.directory(name), ReadOptions.defaults())) {
            assertEquals(vectors.header().toString(), file.header().toString());
            assertEquals(vectors.schema(), file.schema());
            assertEquals(vectors.records(), all(file));
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void chunksHoldTheSameAsRows(String name) throws Exception {
        try (RecordFile file = Layouts.open(Vectors.directory(name), ReadOptions.defaults())) {
            List<Record> records = new ArrayList<>();
            for (Chunk chunk : file.chunks()) {
                assertEquals(records.size(), chunk.firstRow());
                records.addAll(file.read(chunk, Projection.all(file.schema())));
            }
            assertEquals(all(file), records);
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aRewriteDiffersInFrameLengthsAndOffsetsAlone(String name) throws Exception {
        Path copy = temp.resolve(name);
        List<Record> records;
        try (RecordFile file = Layouts.open(Vectors.directory(name), ReadOptions.defaults())) {
            records = all(file);
            write(copy, file, records);
        }
        try (RecordFile file = Layouts.open(copy, ReadOptions.defaults())) {
            assertEquals(records, all(file));
        }
        assertEquals(withoutPlaces(Vectors.directory(name)), withoutPlaces(copy));
    }

    /** The lines of an index without LENGTH, OFFSET and the BYTES of BYTES:COUNT. */
    private static List<String> withoutPlaces(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("index"));
        int attributes = (int) lines.get(1).chars().filter(c -> c == '\t').count()
                + 1
                - lines.get(1).split(":D:", -1).length
                + 1;
        List<String> kept = new ArrayList<>(lines.subList(0, 2));
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split("\t", -1);
            cells[0] = "";
            cells[1] = "";
            for (int i = attributes; i < cells.length; i++) {
                cells[i] = cells[i].substring(cells[i].indexOf(':'));
            }
            kept.add(String.join("\t", cells));
        }
        return kept;
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void projectionsReadSomeFields(String name) throws Exception {
        try (RecordFile file = Layouts.open(Vectors.directory(name), ReadOptions.defaults())) {
            for (Field field : file.schema().fields()) {
                Projection one = Projection.of(file.schema(), Set.of(field.name()));
                for (Record whole : all(file)) {
                    long row = file.rows(whole.key())[0];
                    Record part = file.read(row, one);
                    assertEquals(one.target(), part.schema());
                    assertEquals(
                            Record.builder(one.target())
                                    .copy(whole, field, one.target().field(0))
                                    .build(),
                            part);
                }
            }
        }
    }

    @Test
    void valueBytesAreThoseOfTheRecords() throws Exception {
        for (String name : CASES) {
            try (RecordFile file = Layouts.open(Vectors.directory(name), ReadOptions.defaults())) {
                assertEquals(all(file).stream().mapToLong(Record::valueBytes).sum(), file.valueBytes(), name);
            }
        }
    }

    @Test
    void recordsAreFoundByKey() throws Exception {
        try (RecordFile file = Layouts.open(Vectors.directory("attributes"), ReadOptions.defaults())) {
            assertArrayEquals(new long[] {3}, file.rows("a11_3"));
            assertArrayEquals(new long[0], file.rows("a11"));
        }
        ReadOptions byTag = ReadOptions.defaults().withKey("tag");
        try (RecordFile file = Layouts.open(Vectors.directory("attributes"), byTag)) {
            assertArrayEquals(new long[] {2}, file.rows("µ"));
        }
    }

    static List<Record> all(RecordFile file) throws IOException {
        List<Record> records = new ArrayList<>();
        for (long row : LongStream.range(0, file.size()).toArray()) {
            records.add(file.read(row, Projection.all(file.schema())));
        }
        return records;
    }

    static void write(Path path, RecordFile like, List<Record> records) throws IOException {
        try (LayoutWriter writer = Layouts.of(Layout.DIRECTORY)
                        .create(path, like.schema(), like.header(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            records.forEach(writer::check);
            writer.write(encoder.encode(records));
            writer.finish(like.header());
        }
    }
}
