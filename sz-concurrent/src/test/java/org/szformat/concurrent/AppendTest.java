package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.codec.ColumnCodec;
import org.szformat.json.JsonValue;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;

/** Files are written on: what they are stays theirs, what was there stays there. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AppendTest {
    @TempDir
    Path temp;

    private Path file(int records) throws Exception {
        Path path = temp.resolve("reads.sz");
        WriterOptions options = WriterOptions.defaults()
                .withHeader(Header.empty().with("sample", JsonValue.of("HG002")))
                .withWriteOptions(
                        WriteOptions.defaults().withCodec("raw_signal", ColumnCodec.parse("delta-zigzag, svb, lz4")));
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA, options)) {
            putAll(writer, Reads.reads(0, 0, records, 50));
        }
        return path;
    }

    private static void putAll(CompressedFile.Writer writer, List<Record> records) throws Exception {
        for (Record record : records) {
            writer.put(record);
        }
    }

    @Test
    void schemaHeaderAndCodecsAreTheFiles() throws Exception {
        Path path = file(100);
        byte[] before = Files.readAllBytes(path);
        WriterOptions options = WriterOptions.defaults()
                .withLayout(Layout.DIRECTORY)
                .withHeader(Header.empty().with("sample", JsonValue.of("other")))
                .withWriteOptions(WriteOptions.defaults()
                        .withCodec("raw_signal", ColumnCodec.parse("delta-zigzag, svb, zstd(9)")));
        try (CompressedFile.Writer writer = CompressedFile.append(path, options)) {
            assertEquals(Reads.SCHEMA, writer.schema());
            assertEquals("{\"sample\": \"HG002\"}", writer.header().toString());
            writer.putHeader("appended", JsonValue.of(1));
            putAll(writer, Reads.reads(1, 0, 50, 70));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.put(Record.builder(Reads.SCHEMA.select(List.of("read_id")))
                            .set("read_id", "x")
                            .build()));
        }
        try (CompressedFile.Writer writer = CompressedFile.append(path)) {
            putAll(writer, Reads.reads(2, 0, 5, 3));
        }
        List<Record> expected = new ArrayList<>(Reads.reads(0, 0, 100, 50));
        expected.addAll(Reads.reads(1, 0, 50, 70));
        expected.addAll(Reads.reads(2, 0, 5, 3));
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(reader.isComplete());
            assertEquals(
                    "{\"sample\": \"HG002\", \"appended\": 1}", reader.header().toString());
            assertEquals(expected, reader.stream().toList());
            assertEquals(List.of(expected.get(120)), reader.getAll(Reads.id(1, 20)));
            Field signal = reader.schema().field("raw_signal");
            assertEquals("delta-zigzag, svb, lz4", reader.file().codec(signal));
        }
        assertArrayEquals(before, Arrays.copyOf(Files.readAllBytes(path), before.length));
    }

    @Test
    void appendedNothing() throws Exception {
        Path path = file(3);
        CompressedFile.append(path).close();
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(reader.isComplete());
            assertEquals(Reads.reads(0, 0, 3, 50), reader.stream().toList());
        }
    }

    @Test
    void abortBringsTheFileBack() throws Exception {
        Path path = file(100);
        byte[] before = Files.readAllBytes(path);
        CompressedFile.Writer writer = CompressedFile.append(path);
        putAll(writer, Reads.reads(1, 0, 10, 10));
        writer.flush();
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals(110, reader.size());
            writer.abort();
            assertThrows(IOException.class, reader::refresh);
            assertEquals(110, reader.size());
            assertEquals(Reads.read(0, 17, 50), reader.get(17L));
        }
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void readersOfTheOldFileAreNotDisturbed() throws Exception {
        Path path = file(100);
        try (CompressedFile.Reader reader = CompressedFile.open(path);
                CompressedFile.Writer writer = CompressedFile.append(path)) {
            CompressedFile.Reader view = reader.select(List.of("number"));
            putAll(writer, Reads.reads(1, 0, 10, 10));
            writer.flush();
            assertEquals(100, reader.size());
            assertTrue(reader.isComplete());
            assertTrue(reader.get(Reads.id(1, 3)).isEmpty());
            assertTrue(view.refresh());
            assertFalse(reader.refresh());
            assertEquals(110, reader.size());
            assertEquals(110, view.size());
            assertFalse(reader.isComplete());
            assertTrue(view.incompleteness().isPresent());
            assertEquals(Reads.read(1, 3, 10), reader.get(Reads.id(1, 3)).orElseThrow());
            assertEquals(3, view.get(Reads.id(1, 3)).orElseThrow().getInteger("number"));
            writer.close();
            assertFalse(reader.refresh());
            assertTrue(reader.isComplete());
            assertTrue(reader.incompleteness().isEmpty());
        }
    }

    @Test
    void filesThatCannotBeAppendedTo() throws Exception {
        Path directory = temp.resolve("directory");
        WriterOptions options = WriterOptions.defaults().withLayout(Layout.DIRECTORY);
        try (CompressedFile.Writer writer = CompressedFile.create(directory, Reads.SCHEMA, options)) {
            writer.put(Reads.read(0, 0, 1));
        }
        String append = assertThrows(IOException.class, () -> CompressedFile.append(directory))
                .getMessage();
        assertTrue(append.contains("layout directory, which cannot be appended to"), append);
        String repair = assertThrows(IOException.class, () -> CompressedFile.repair(directory))
                .getMessage();
        assertTrue(repair.contains("layout directory, which cannot be repaired"), repair);
        assertThrows(NoSuchFileException.class, () -> CompressedFile.append(temp.resolve("nothing")));
        assertThrows(NoSuchFileException.class, () -> CompressedFile.repair(temp.resolve("nothing")));
        Path text = Files.writeString(temp.resolve("text"), "no SZ file");
        assertThrows(SzFormatException.class, () -> CompressedFile.append(text));
        assertThrows(SzFormatException.class, () -> CompressedFile.repair(text));
        assertEquals("no SZ file", Files.readString(text));
    }

    @Test
    void oneWriterAtATime() throws Exception {
        Path path = file(10);
        try (CompressedFile.Writer writer = CompressedFile.append(path)) {
            assertThrows(IOException.class, () -> CompressedFile.append(path));
            assertThrows(IOException.class, () -> CompressedFile.repair(path));
            writer.put(Reads.read(1, 0, 5));
        }
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals(11, reader.size());
        }
    }

    @Test
    void unfinishedFilesAreRepairedFirst() throws Exception {
        Path path = file(10);
        byte[] whole = Files.readAllBytes(path);
        assertEquals(0, CompressedFile.repair(path).cutBytes());
        assertArrayEquals(whole, Files.readAllBytes(path));
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));
        String message = assertThrows(SzFormatException.class, () -> CompressedFile.append(path))
                .getMessage();
        assertTrue(message.contains("repair it first"), message);
        RepairableLayout.Repair repair = CompressedFile.repair(path);
        assertEquals(10, repair.records());
        assertTrue(repair.cutBytes() > 0 && repair.reason().isPresent());
        CompressedFile.append(path).close();
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(reader.isComplete());
            assertEquals("{\"sample\": \"HG002\"}", reader.header().toString());
            assertEquals(Reads.reads(0, 0, 10, 50), reader.stream().toList());
        }
    }
}
