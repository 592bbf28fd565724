package org.szformat.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.digest.RecordDigest;
import org.szformat.json.JsonValue;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

@Timeout(600)
class StoresTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private Store work;
    private Store archive;
    private Store shared;
    private Stores stores;

    @BeforeEach
    void makeStores() throws Exception {
        work = Store.of(Files.createDirectory(temp.resolve("work")));
        archive = Store.of(Files.createDirectory(temp.resolve("archive"))).wanting(Pattern.compile("run-\\d+"));
        shared = Store.of(Files.createDirectory(temp.resolve("shared"))).readOnly();
        stores = Stores.of(work, archive, shared);
    }

    private static Record record(int number) {
        short[] signal = new short[100];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (short) (number * 31 + i % 7);
        }
        return Record.builder(SCHEMA)
                .set("read_id", "read-" + number)
                .set("raw_signal", signal)
                .build();
    }

    private static void write(DatasetWriter writer, int records) throws Exception {
        try (writer) {
            for (int i = 0; i < records; i++) {
                writer.put(record(i));
            }
        }
    }

    private static Path put(Store store, String file, Layout layout) throws Exception {
        Path path = store.folder().resolve(file);
        try (CompressedFile.Writer writer =
                CompressedFile.create(path, SCHEMA, WriterOptions.defaults().withLayout(layout))) {
            writer.put(record(1));
        }
        return path;
    }

    private List<String> files(Store store) throws IOException {
        try (Stream<Path> entries = Files.list(store.folder())) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private RecordDigest digest(Store store, String name) throws Exception {
        return RecordDigest.of(store.where(name).orElseThrow(), 2);
    }

    @Test
    void theFirstStoreThatHasADatasetCounts() throws Exception {
        Path ofShared = put(shared, "a.sz", Layout.CONTAINER);
        assertEquals(Optional.of(ofShared), stores.where("a"));
        Path ofArchive = put(archive, "a", Layout.DIRECTORY);
        assertEquals(Optional.of(ofArchive), stores.where("a"));
        Path ofWork = put(work, "a.sz", Layout.DIRECTORY);
        assertEquals(Optional.of(ofWork), stores.where("a"));
        put(shared, "b.sz", Layout.CONTAINER);
        assertEquals(List.of("a", "b"), stores.names());
        assertTrue(stores.isStored("b"));
        assertFalse(work.isStored("b"));
        assertFalse(stores.isStored("c"));
        try (CompressedFile.Reader reader = stores.open("b")) {
            assertEquals(record(1), reader.get(0));
        }
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> stores.open("c"));
        assertTrue(e.getMessage().contains("shared (read-only)"), e.getMessage());
    }

    @Test
    void whatIsNoDatasetIsNotSeen() throws Exception {
        Files.writeString(work.folder().resolve("text.sz"), "text");
        Files.writeString(work.folder().resolve("notes"), "text");
        Files.createDirectory(work.folder().resolve("empty"));
        put(work, ".hidden.sz", Layout.CONTAINER);
        assertEquals(List.of(), stores.names());
        assertFalse(stores.isStored("text"));
        assertEquals(List.of(), Store.of(temp.resolve("missing")).names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".x", "../x", "a/b", "a\\b", "C:x", "x.sz", " x", "x ", "a\nb", "a\u0000b"})
    void namesThatAreNone(String name) {
        assertThrows(IllegalArgumentException.class, () -> stores.where(name));
        assertThrows(IllegalArgumentException.class, () -> stores.open(name));
        assertThrows(IllegalArgumentException.class, () -> stores.copy(name, work));
        assertThrows(IllegalArgumentException.class, () -> stores.create(name, SCHEMA, WriterOptions.defaults()));
        assertThrows(IllegalArgumentException.class, () -> work.where("x".repeat(201)));
    }

    @Test
    void unusualNames() throws Exception {
        // Names of files are limited to ASCII where the locale is that of C.
        String accented = Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode("ä")
                ? "Läufe 2024"
                : "Laufe 2024";
        for (String name : List.of(accented, "a.b", "-x", "x".repeat(200), "run~1")) {
            write(Stores.of(work).create(name, SCHEMA, WriterOptions.defaults()), 1);
            assertTrue(work.isStored(name), name);
            assertTrue(work.names().contains(name), name);
        }
    }

    @Test
    void newDatasetsGoIntoEveryStoreThatWantsThem() throws Exception {
        DatasetWriter both = stores.create("run-1", SCHEMA, WriterOptions.defaults());
        both.putHeader("sample", JsonValue.of("lambda"));
        assertEquals(List.of(work.folder().resolve("run-1.sz"), archive.folder().resolve("run-1.sz")), both.paths());
        both.put(record(0));
        assertEquals(List.of(), stores.names());
        both.put(record(1));
        both.close();
        both.close();
        both.abort();
        write(stores.create("test", SCHEMA, WriterOptions.defaults()), 1);
        assertEquals(List.of("run-1.sz", "test.sz"), files(work));
        assertEquals(List.of("run-1.sz"), files(archive));
        assertEquals(List.of(), files(shared));
        for (Store store : List.of(work, archive)) {
            try (CompressedFile.Reader reader = Stores.of(store).open("run-1")) {
                assertEquals(List.of(record(0), record(1)), reader.stream().toList());
                assertEquals("{\"sample\": \"lambda\"}", reader.header().toString());
            }
        }
        assertThrows(IOException.class, () -> both.put(record(2)));
    }

    /** The order of records is the same everywhere, whoever puts them. */
    @Test
    void manyProducers() throws Exception {
        DatasetWriter writer =
                stores.create("run-1", SCHEMA, WriterOptions.defaults().withQueueBytes(1_000));
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int producer = p;
            producers.add(new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    try {
                        writer.put(record(producer * 1_000 + i));
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }));
        }
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
        writer.close();
        try (CompressedFile.Reader one = Stores.of(work).open("run-1");
                CompressedFile.Reader two = Stores.of(archive).open("run-1")) {
            assertEquals(800, one.size());
            assertEquals(one.stream().toList(), two.stream().toList());
        }
    }

    @Test
    void oneFolderUnderTwoNamesGetsADatasetOnce() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("one"));
        Stores twice = Stores.of(Store.of(folder), Store.of(temp.resolve("one/../one")));
        try (DatasetWriter writer = twice.create("reads", SCHEMA, WriterOptions.defaults())) {
            assertEquals(List.of(folder.resolve("reads.sz")), writer.paths());
        }
        assertEquals(List.of("reads"), twice.names());
    }

    @Test
    void whatIsGivenUpIsNowhere() throws Exception {
        DatasetWriter writer = stores.create("run-1", SCHEMA, WriterOptions.defaults());
        writer.put(record(0));
        writer.abort();
        writer.abort();
        writer.close();
        assertThrows(IOException.class, () -> writer.put(record(1)));
        assertEquals(List.of(), files(work));
        assertEquals(List.of(), files(archive));
    }

    @Test
    void aStoreThatFailsFailsAll() throws Exception {
        DatasetWriter writer = stores.create("run-1", SCHEMA, WriterOptions.defaults());
        writer.put(record(0));
        // What stands under the name now was not there before, and is not replaced.
        Files.writeString(archive.folder().resolve("run-1.sz"), "something");
        assertThrows(IOException.class, writer::close);
        assertEquals(List.of("run-1.sz"), files(archive));
        assertEquals("something", Files.readString(archive.folder().resolve("run-1.sz")));
    }

    @Test
    void existingDatasetsAreReplacedIfWanted() throws Exception {
        Path old = put(work, "run-1", Layout.DIRECTORY);
        assertThrows(FileAlreadyExistsException.class, () -> stores.create("run-1", SCHEMA, WriterOptions.defaults()));
        assertEquals(List.of(), files(archive));
        WriteOptions replacing = WriteOptions.defaults().withOnExisting(OnExisting.REPLACE);
        write(stores.create("run-1", SCHEMA, WriterOptions.defaults().withWriteOptions(replacing)), 7);
        assertEquals(Optional.of(old), work.where("run-1"));
        assertEquals(List.of("run-1"), work.names());
        assertEquals(7, digest(work, "run-1").records());
        assertEquals(7, digest(archive, "run-1").records());
    }

    @Test
    void nobodyWantsIt() {
        Stores none = Stores.of(archive, shared);
        FileSystemException e =
                assertThrows(FileSystemException.class, () -> none.create("test", SCHEMA, WriterOptions.defaults()));
        assertTrue(e.getMessage().contains("read-only") && e.getMessage().contains("run-"), e.getMessage());
        assertThrows(IllegalArgumentException.class, Stores::of);
    }

    @Test
    void copies() throws Exception {
        write(stores.create("test", SCHEMA, WriterOptions.defaults()), 100);
        Store fresh = Store.of(temp.resolve("a/b/fresh"));
        stores.copy(
                "test",
                fresh,
                OnExisting.REFUSE,
                rewrite -> rewrite.compressor("bz2").chunkRecords(10));
        assertEquals(digest(work, "test"), digest(fresh, "test"));
        try (CompressedFile.Reader reader = Stores.of(fresh).open("test")) {
            assertEquals(10, reader.file().chunks().size());
            assertTrue(reader.file().codec(SCHEMA.field("raw_signal")).endsWith("bz2"));
        }
        assertThrows(FileAlreadyExistsException.class, () -> stores.copy("test", fresh));
        stores.copy("test", fresh, OnExisting.REPLACE, UnaryOperator.identity());
        try (CompressedFile.Reader reader = Stores.of(fresh).open("test")) {
            assertEquals(1, reader.file().chunks().size());
        }
        assertThrows(
                FileAlreadyExistsException.class,
                () -> stores.copy("test", work, OnExisting.REPLACE, UnaryOperator.identity()));
        assertThrows(NoSuchFileException.class, () -> stores.copy("none", fresh));
    }

    @Test
    void readOnlyStoresAreRefusedByName() throws Exception {
        write(stores.create("run-1", SCHEMA, WriterOptions.defaults()), 1);
        FileSystemException e = assertThrows(FileSystemException.class, () -> stores.copy("run-1", shared));
        assertTrue(e.getMessage().contains(shared.folder() + ": is a read-only store; 'run-1'"), e.getMessage());
        assertThrows(FileSystemException.class, () -> stores.copyAll(shared, UnaryOperator.identity()));
        write(stores.create("test", SCHEMA, WriterOptions.defaults()), 1);
        FileSystemException unwanted = assertThrows(FileSystemException.class, () -> stores.copy("test", archive));
        assertTrue(unwanted.getMessage().contains("not for 'test'"), unwanted.getMessage());
        assertEquals(List.of(), files(shared));
    }

    @Test
    void copiesOfAll() throws Exception {
        write(Stores.of(work).create("run-1", SCHEMA, WriterOptions.defaults()), 1);
        write(Stores.of(work).create("run-2", SCHEMA, WriterOptions.defaults()), 2);
        write(Stores.of(work).create("test", SCHEMA, WriterOptions.defaults()), 3);
        put(archive, "run-1.sz", Layout.CONTAINER);
        assertEquals(
                Set.of("run-2"),
                stores.copyAll(archive, rewrite -> rewrite.compressor("lz4")).keySet());
        assertEquals(List.of("run-1", "run-2"), archive.names());
        assertEquals(2, digest(archive, "run-2").records());
        assertEquals(Set.of(), stores.copyAll(archive, UnaryOperator.identity()).keySet());
    }
}
