package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.record.Batch;
import org.szformat.record.Record;

/** References to chunks give the records that were there when they were made, wherever they are read, or say why not. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChunkRefTest {
    private static final List<Record> RECORDS = Written.reads(1_500, 9_000);

    @TempDir
    Path temp;

    private Path write(Layout layout) throws Exception {
        Path path = temp.resolve("reads-" + layout);
        Written.write(path, layout, RECORDS, 400);
        return path;
    }

    private static List<ChunkRef> refs(Path path) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            return reader.chunks();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void theyAreTheWholeFile(Layout layout) throws Exception {
        Path path = write(layout);
        List<ChunkRef> refs = refs(path);
        assertTrue(refs.size() > 2);
        List<Record> all = new ArrayList<>();
        for (ChunkRef ref : refs) {
            assertEquals(all.size(), ref.firstRow());
            all.addAll(ref.read());
        }
        assertEquals(RECORDS, all);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            all.clear();
            for (ChunkRef ref : refs) {
                Batch batch = ref.readBatch(reader.select(List.of("number")));
                for (int row = 0; row < batch.rows(); row++) {
                    all.add(batch.record(row));
                }
            }
            assertEquals(RECORDS, all);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void theyTravel(Layout layout) throws Exception {
        for (ChunkRef ref : refs(write(layout))) {
            assertEquals(ref, ChunkRef.fromJson(ref.toJson()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(ref);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertEquals(ref, in.readObject());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void anotherProcessReadsThem(Layout layout) throws Exception {
        Path path = write(layout);
        List<String> tasks;
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            tasks = reader.select(List.of("read_id", "raw_signal")).chunks().stream()
                    .map(ChunkRef::toJson)
                    .toList();
        }
        Path said = temp.resolve("said");
        Path complaints = temp.resolve("complaints");
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChunkRefWorker.class.getName())
                .directory(temp.toFile())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();
        try (var in = worker.outputWriter()) {
            in.write(String.join("\n", tasks));
        }
        assertTrue(worker.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", Files.readString(complaints));
        List<String> expected = RECORDS.stream().map(ChunkRefWorker::describe).toList();
        assertEquals(expected, Files.readAllLines(said));
    }

    @Test
    void appendingDoesNoHarm() throws Exception {
        Path path = write(Layout.CONTAINER);
        List<ChunkRef> refs = refs(path);
        try (CompressedFile.Writer writer = CompressedFile.append(path)) {
            writer.put(Reads.read(1, 0, 10));
        }
        List<Record> all = new ArrayList<>();
        for (ChunkRef ref : refs) {
            all.addAll(ref.read());
        }
        assertEquals(RECORDS, all);
        assertEquals(refs.size() + 1, refs(path).size());
        assertEquals(refs, refs(path).subList(0, refs.size()));
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void anotherFileInItsPlace(Layout layout) throws Exception {
        Path path = write(layout);
        List<ChunkRef> refs = refs(path);
        ChunkRef last = refs.get(refs.size() - 1);

        Path other = temp.resolve("other");
        List<Record> changed = new ArrayList<>(RECORDS);
        changed.set(3, Reads.read(7, 3, 3 * 7919 % 9_000));
        Written.write(other, layout, changed, 400);
        FileChangedException e = assertThrows(
                FileChangedException.class, () -> refs.get(0).at(other).read());
        assertTrue(e.getMessage().startsWith(other + ": chunk 0, rows 0 to "), e.getMessage());
        assertTrue(e.getMessage().contains("storedBytes"), e.getMessage());
        ChunkRef there = refs(other).get(0);
        ChunkRef samePlace = new ChunkRef(
                there.path(),
                0,
                0,
                there.records(),
                there.offset(),
                there.storedBytes(),
                refs.get(0).fingerprint(),
                there.fields());
        e = assertThrows(FileChangedException.class, samePlace::read);
        assertTrue(e.getMessage().contains("found the fingerprint"), e.getMessage());
        assertThrows(FileChangedException.class, () -> refs.get(0).at(other).readBatch());

        Path small = temp.resolve("small");
        Written.write(small, layout, RECORDS.subList(0, 2), 400);
        e = assertThrows(FileChangedException.class, () -> last.at(small).read());
        assertTrue(e.getMessage().contains("found 1 chunks"), e.getMessage());
        assertThrows(FileChangedException.class, () -> refs.get(0).at(small).read());

        assertThrows(
                NoSuchFileException.class, () -> last.at(temp.resolve("none")).read());
        assertThrows(SzFormatException.class, () -> {
            Path garbage = Files.writeString(temp.resolve("garbage"), "garbage");
            last.at(garbage).read();
        });
    }

    @Test
    void theSameFileElsewhere() throws Exception {
        Path path = write(Layout.CONTAINER);
        ChunkRef ref = refs(path).get(1);
        Path moved = Files.move(path, temp.resolve("moved.sz"));
        assertEquals(RECORDS.subList(400, 800), ref.at(moved).read());
    }

    @Test
    void fieldThatIsNotThere() throws Exception {
        ChunkRef ref = refs(write(Layout.CONTAINER)).get(0);
        ChunkRef other = new ChunkRef(
                ref.path(), 0, 0, ref.records(), ref.offset(), ref.storedBytes(), ref.fingerprint(), List.of("colour"));
        FileChangedException e = assertThrows(FileChangedException.class, other::read);
        assertTrue(e.getMessage().contains("a field 'colour'"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"path\": \"a\", \"chunk\": 0, \"first_row\": 0, \"records\": 0, \"offset\": 1, \"stored_bytes\": 1,"
                        + " \"fingerprint\": \"0\", \"fields\": [\"a\"]}",
                "{\"path\": \"a\", \"chunk\": 99999999999, \"first_row\": 0, \"records\": 1, \"offset\": 1,"
                        + " \"stored_bytes\": 1, \"fingerprint\": \"0\", \"fields\": [\"a\"]}",
                "{\"path\": \"a\", \"chunk\": 0.5, \"first_row\": 0, \"records\": 1, \"offset\": 1, \"stored_bytes\": 1,"
                        + " \"fingerprint\": \"0\", \"fields\": [\"a\"]}",
                "{\"path\": \"a\", \"chunk\": 0, \"first_row\": 0, \"records\": 1, \"offset\": 1, \"stored_bytes\": 1,"
                        + " \"fingerprint\": \"xyz\", \"fields\": [\"a\"]}",
                "{\"path\": \"a\", \"chunk\": 0, \"first_row\": 0, \"records\": 1, \"offset\": 1, \"stored_bytes\": 1,"
                        + " \"fingerprint\": \"0\", \"fields\": [1]}"
            })
    void linesThatAreNoReferences(String json) {
        assertThrows(IllegalArgumentException.class, () -> ChunkRef.fromJson(json));
    }
}
