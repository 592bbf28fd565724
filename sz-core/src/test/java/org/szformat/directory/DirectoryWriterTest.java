package org.szformat.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.json.JsonValue;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.UnsupportedValues;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class DirectoryWriterTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .build();
    private static final Header HEADER = Header.empty().with("a", JsonValue.of(1));

    @TempDir
    Path temp;

    private static Record read(String id, int... samples) {
        return Record.builder(SCHEMA)
                .set("read_id", id)
                .set("raw_signal", samples)
                .build();
    }

    private static LayoutWriter create(Path path, Schema schema, WriteOptions options) throws IOException {
        return Layouts.of(Layout.DIRECTORY).create(path, schema, HEADER, options);
    }

    private static void put(LayoutWriter writer, Record... records) throws IOException {
        try (ChunkEncoder encoder = writer.newEncoder()) {
            List.of(records).forEach(writer::check);
            writer.write(encoder.encode(List.of(records)));
        }
    }

    private static List<Record> records(Path path) throws IOException {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            return VectorsTest.all(file);
        }
    }

    private static String refusal(LayoutWriter writer, Record record) {
        return assertThrows(IllegalArgumentException.class, () -> writer.check(record))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void chunksFollowOneAnother(Durability durability) throws Exception {
        Path path = temp.resolve("reads");
        try (LayoutWriter writer = create(path, SCHEMA, WriteOptions.defaults().withDurability(durability))) {
            put(writer, read("a", 1, 2), read("b"));
            writer.flush();
            assertEquals(List.of(read("a", 1, 2), read("b")), records(path), "flushed records are there");
            put(writer, read("c", -32768, 32767));
            writer.finish(HEADER.with("b", JsonValue.of("µ")));
        }
        assertEquals(List.of(read("a", 1, 2), read("b"), read("c", -32768, 32767)), records(path));
        assertEquals(
                "#{\"a\": 1, \"b\": \"\\u00b5\"}",
                Files.readAllLines(path.resolve("index")).get(0));
        try (var entries = Files.list(path)) {
            assertEquals(2, entries.count(), "nothing else is left in the directory");
        }
    }

    @Test
    void aDirectoryOfNoRecordsIsRefused() throws Exception {
        Path path = temp.resolve("empty");
        try (LayoutWriter writer = create(path, SCHEMA, WriteOptions.defaults())) {
            IOException e = assertThrows(IOException.class, () -> writer.finish(HEADER));
            assertTrue(e.getMessage().contains("found no record"), e.getMessage());
            writer.abort();
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void abortRemovesWhatWasWritten() throws Exception {
        Path path = temp.resolve("reads");
        try (LayoutWriter writer = create(path, SCHEMA, WriteOptions.defaults())) {
            put(writer, read("a", 1));
            writer.abort();
        }
        assertFalse(Files.exists(path));
        Path own = Files.createDirectory(temp.resolve("own"));
        try (LayoutWriter writer = create(own, SCHEMA, WriteOptions.defaults())) {
            writer.abort();
        }
        assertTrue(Files.exists(own), "a directory that was there before stays");
    }

    @Test
    void existingFilesAreReplacedOnlyWhenAsked() throws Exception {
        Path path = temp.resolve("reads");
        try (LayoutWriter writer = create(path, SCHEMA, WriteOptions.defaults())) {
            put(writer, read("old", 1));
            writer.finish(HEADER);
        }
        assertThrows(FileAlreadyExistsException.class, () -> create(path, SCHEMA, WriteOptions.defaults()));
        assertEquals(List.of(read("old", 1)), records(path));
        WriteOptions replace = WriteOptions.defaults().withOnExisting(OnExisting.REPLACE);
        try (LayoutWriter writer = create(path, SCHEMA, replace)) {
            put(writer, read("new", 2));
            writer.finish(HEADER);
        }
        assertEquals(List.of(read("new", 2)), records(path));
    }

    @Test
    void whatIsNoSzFileIsNeverReplaced() throws Exception {
        WriteOptions replace = WriteOptions.defaults().withOnExisting(OnExisting.REPLACE);
        Path file = Files.writeString(temp.resolve("notes.txt"), "keep");
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.writeString(folder.resolve("thesis.txt"), "keep");
        assertThrows(FileAlreadyExistsException.class, () -> create(file, SCHEMA, replace));
        assertThrows(FileAlreadyExistsException.class, () -> create(folder, SCHEMA, replace));
        assertTrue(Files.exists(folder.resolve("thesis.txt")));
        assertThrows(NoSuchFileException.class, () -> create(temp.resolve("no/such"), SCHEMA, replace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "_hidden",
                "class",
                "9lives",
                "LENGTH",
                "OFFSET",
                "a-b",
                "a:b",
                "x\u200Dy",
                "\u037A",
                "a\u037A"
            })
    void namesThatAreNoIdentifiersAreRefused(String name) {
        Schema schema = Schema.builder().attribute(name, ValueType.S).build();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> create(temp.resolve("x"), schema, WriteOptions.defaults()));
        assertTrue(e.getMessage().contains("attribute " + name + " (S): found a name that"), e.getMessage());
        assertFalse(Files.exists(temp.resolve("x")));
    }

    @Test
    void namesOfOtherScriptsAreIdentifiersToo() throws Exception {
        Schema schema = Schema.builder().attribute("größe_2", ValueType.S).build();
        try (LayoutWriter writer = create(temp.resolve("x"), schema, WriteOptions.defaults())) {
            put(writer, Record.builder(schema).set("größe_2", "a").build());
            writer.finish(HEADER);
        }
        assertEquals("a", records(temp.resolve("x")).get(0).getText("größe_2"));
    }

    @Test
    void namesThatPythonTakesForOneAreRefused() {
        Schema schema = Schema.builder()
                .attribute("fine", ValueType.S)
                .dataset("\uFB01ne", ValueType.I16)
                .build();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> create(temp.resolve("x"), schema, WriteOptions.defaults()));
        assertTrue(e.getMessage().contains("Python reads as another field's"), e.getMessage());
    }

    @Test
    void recordsThatAreTooLargeToEncodeAreRefused() throws Exception {
        Schema.Builder wide = Schema.builder().attribute("id", ValueType.S);
        for (int i = 0; i < 300; i++) {
            wide.dataset("text" + i, ValueType.S);
        }
        Schema schema = wide.build();
        // Fewer chars than bytes are allowed, but more bytes of UTF-8.
        String text = "\u4E2D".repeat(1_300_000);
        for (Layout layout : List.of(Layout.CONTAINER, Layout.DIRECTORY)) {
            RecordBuilder record = Record.builder(schema).set("id", "huge");
            schema.datasets().forEach(field -> record.set(field, text));
            Record huge = record.build();
            try (LayoutWriter writer =
                    Layouts.of(layout).create(temp.resolve(layout.name()), schema, HEADER, WriteOptions.defaults())) {
                IllegalArgumentException e =
                        assertThrows(IllegalArgumentException.class, () -> writer.check(huge), layout.name());
                assertTrue(e.getMessage().startsWith("record 'huge': found 1170000004 bytes"), e.getMessage());
                schema.datasets().forEach(field -> record.set(field, text.substring(0, 3)));
                writer.check(record.set("id", "small").build());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\rb"})
    void textThatWouldBreakALineIsRefused(String id) throws Exception {
        try (LayoutWriter writer = create(temp.resolve("x"), SCHEMA, WriteOptions.defaults())) {
            String message = refusal(writer, read(id, 1));
            assertTrue(message.startsWith("attribute read_id (S) of record '" + id + "': found a "), message);
            assertTrue(message.contains("at char 1; expected text without tabs and line ends"), message);
            writer.abort();
        }
    }

    @Test
    void textThatPyszWouldStripIsRefused() throws Exception {
        Schema schema = Schema.builder().attribute("id", ValueType.S).build();
        try (LayoutWriter writer = create(temp.resolve("x"), schema, WriteOptions.defaults())) {
            for (String bad : List.of("", "a ", "a\u00a0", "a\u0085")) {
                String message =
                        refusal(writer, Record.builder(schema).set("id", bad).build());
                assertTrue(message.contains("expected text that pysz does not strip"), message);
            }
            writer.check(Record.builder(schema).set("id", " a").build());
            writer.abort();
        }
    }

    @Test
    void missingValuesAreRefused() throws Exception {
        try (LayoutWriter writer = create(temp.resolve("x"), SCHEMA, WriteOptions.defaults())) {
            Record record = Record.builder(SCHEMA)
                    .set("read_id", "r1")
                    .setMissing("raw_signal")
                    .build();
            assertEquals(
                    "dataset raw_signal (I16) of record 'r1': found a missing value; expected a value: a directory "
                            + "cannot hold missing ones",
                    refusal(writer, record));
            writer.abort();
        }
    }

    @Test
    void recordsOfAnotherSchemaAreRefused() throws Exception {
        Schema other = Schema.builder().attribute("read_id", ValueType.S).build();
        try (LayoutWriter writer = create(temp.resolve("x"), SCHEMA, WriteOptions.defaults())) {
            String message =
                    refusal(writer, Record.builder(other).set("read_id", "a").build());
            assertTrue(message.contains("the record is of Schema[read_id:A:S (key)]"), message);
            writer.abort();
        }
    }

    private static final Schema WIDE = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("a8", ValueType.U8)
            .attribute("a64", ValueType.U64)
            .dataset("i8", ValueType.I8)
            .dataset("u8", ValueType.U8)
            .dataset("i64", ValueType.I64)
            .dataset("u64", ValueType.U64)
            .build();

    @Test
    void unknownTypesAreRefusedByName() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> create(temp.resolve("x"), WIDE, WriteOptions.defaults()));
        assertTrue(e.getMessage().contains("attribute a8 (U8): a directory cannot hold U8"), e.getMessage());
    }

    @Test
    void unknownTypesAreWidenedWhenAsked() throws Exception {
        WriteOptions widen = WriteOptions.defaults().withUnsupported(UnsupportedValues.WIDEN);
        Path path = temp.resolve("x");
        try (LayoutWriter writer = create(path, WIDE, widen)) {
            put(
                    writer,
                    Record.builder(WIDE)
                            .set("id", "r")
                            .set("a8", 255)
                            .set("a64", -1L)
                            .set("i8", new byte[] {-128, 127})
                            .set("u8", new byte[] {-128, 127})
                            .set("i64", new long[] {Long.MIN_VALUE, 1})
                            .set("u64", new long[] {-1, 1})
                            .build());
            writer.finish(HEADER);
        }
        Record read = records(path).get(0);
        assertEquals(
                "Schema[id:A:S (key), a8:A:U16, a64:A:S, i8:D:I16, u8:D:U16, i64:D:S, u64:D:S]",
                read.schema().toString());
        assertEquals(255, read.getInteger("a8"));
        assertEquals("18446744073709551615", read.getText("a64"));
        assertEquals(
                List.of(-128, 127),
                java.util.Arrays.stream(read.getInts("i8")).boxed().toList());
        assertEquals(
                List.of(128, 127),
                java.util.Arrays.stream(read.getInts("u8")).boxed().toList());
        assertEquals("-9223372036854775808,1", read.getText("i64"));
        assertEquals("18446744073709551615,1", read.getText("u64"));
    }

    @Test
    void codecsMayDifferInLevelAlone() throws Exception {
        WriteOptions best =
                WriteOptions.defaults().withCodec("raw_signal", ColumnCodec.parse("delta-zigzag, svb, zstd(19)"));
        Path path = temp.resolve("x");
        try (LayoutWriter writer = create(path, SCHEMA, best)) {
            put(writer, read("a", 5, 6, 7));
            writer.finish(HEADER);
        }
        assertEquals(List.of(read("a", 5, 6, 7)), records(path));
        for (String bad : List.of("svb, zstd(3)", "delta-zigzag, svb, none")) {
            WriteOptions options = WriteOptions.defaults().withCodec("raw_signal", ColumnCodec.parse(bad));
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> create(temp.resolve("y"), SCHEMA, options));
            assertTrue(e.getMessage().contains("in a directory it is 'delta-zigzag, svb, zstd(LEVEL)'"));
        }
    }
}
