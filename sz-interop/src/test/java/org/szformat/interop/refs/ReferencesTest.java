package org.szformat.interop.refs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.SzFormatException;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.convert.Conversion;
import org.szformat.interop.convert.ConversionListener;
import org.szformat.interop.convert.ConversionOptions;
import org.szformat.interop.convert.Input;
import org.szformat.interop.convert.Output;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class ReferencesTest {
    private static final long SEED = 20261125;
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("file", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("digitisation", ValueType.F64)
            .attribute("offset", ValueType.F64)
            .attribute("range", ValueType.F64)
            .attribute("sampling_rate", ValueType.F64)
            .dataset("raw_signal", ValueType.I16)
            .dataset("scores", ValueType.F64)
            .build();

    @TempDir
    Path directory;

    private static List<Record> records(int count) {
        Random random = new Random(SEED);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] signal = new short[i == 5 ? 300_000 : random.nextInt(100)];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) random.nextInt(2000);
            }
            records.add(Record.builder(SCHEMA)
                    .set("read_id", "read-" + i)
                    .set("file", "taken")
                    .set("channel", i % 512)
                    .set("digitisation", 8192.0)
                    .set("offset", random.nextDouble())
                    .set("range", 1467.61)
                    .set("sampling_rate", 4000.0)
                    .set("raw_signal", signal)
                    .set("scores", random.doubles(random.nextInt(30)).toArray())
                    .build());
        }
        return records;
    }

    private Path sz(List<Record> records) throws Exception {
        Path path = directory.resolve("reads.sz");
        WriterOptions options = WriterOptions.defaults()
                .withWriteOptions(WriteOptions.defaults().withCodec("scores", ColumnCodec.parse("plain, zstd(1)")));
        try (CompressedFile.Writer writer = CompressedFile.create(path, SCHEMA, options)) {
            for (Record record : records) {
                writer.put(record);
            }
        }
        return path;
    }

    private static List<Record> references(Path path) throws IOException {
        List<Record> references = new ArrayList<>();
        try (RecordSource source = References.of(path).open()) {
            long position = 0;
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                assertTrue(part.position() >= position && part.position() <= source.bytes());
                position = part.position();
                List<Record> decoded = part.decode();
                assertTrue(decoded.size() < 40_000, decoded.size() + " references at once");
                references.addAll(decoded);
            }
        }
        return references;
    }

    private static byte[] block(Record reference) throws IOException {
        byte[] stored = new byte[(int) reference.getInteger("block_length")];
        try (RandomAccessFile file = new RandomAccessFile(reference.getText("file"), "r")) {
            file.seek(reference.getInteger("block_offset"));
            file.readFully(stored);
        }
        return stored;
    }

    @Test
    void blocksHoldTheRecordsValuesWhereReferencesSay() throws Exception {
        List<Record> records = records(6000);
        List<Record> references = references(sz(records));
        int row = -1;
        int scores = 0;
        for (Record reference : references) {
            if (reference.getText("column").equals("read_id")) {
                row++;
            }
            Record record = records.get(row);
            assertEquals(record.key(), reference.getText("read_id"));
            assertEquals("taken", reference.getText("record_file"));
            assertEquals(record.getReal("offset"), reference.getReal("offset"));
            assertEquals(record.getInteger("channel"), reference.getInteger("channel"));
            if (reference.getText("column").equals("scores") && row % 50 == 0) {
                assertEquals("plain, zstd(1)", reference.getText("codec"));
                double[] expected = record.getDoubles("scores");
                assertEquals(expected.length, reference.getInteger("values"));
                int all = (int) reference.getInteger("block_values");
                double[] found = new double[expected.length];
                ByteBuffer.wrap(Zstd.decompress(block(reference), Double.BYTES * all))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .position((int) reference.getInteger("first_value"))
                        .get(found);
                assertArrayEquals(expected, found, "seed " + SEED + ", row " + row);
                scores++;
            }
        }
        assertEquals(records.size() - 1, row);
        assertEquals(120, scores);
        assertEquals(
                List.of(0L, 1L, 2L),
                references.stream()
                        .filter(one -> one.getText("read_id").equals("read-5")
                                && one.getText("column").equals("raw_signal"))
                        .map(one -> one.getInteger("part"))
                        .toList());
    }

    @Test
    void anyFormatTakesThem() throws Exception {
        Path file = sz(records(700));
        for (String name : List.of("csv", "jsonl", "parquet", "arrow")) {
            Path out = directory.resolve("refs." + name);
            try (Output output = Output.file(
                    out,
                    OnExisting.REFUSE,
                    Optional.empty(),
                    RecordFormats.named(name).orElseThrow(),
                    FormatOptions.defaults())) {
                long written = Conversion.run(
                                List.of(References.of(file)),
                                output,
                                ConversionOptions.defaults().withThreads(3),
                                ConversionListener.NONE)
                        .records();
                assertEquals(references(file).size(), written);
            }
        }
        List<String> ids = new ArrayList<>();
        try (RecordSource source = Input.of(directory.resolve("refs.jsonl")).open()) {
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                part.decode().forEach(record -> ids.add(record.getText("read_id")));
            }
        }
        assertEquals(
                references(file).stream()
                        .map(reference -> reference.getText("read_id"))
                        .toList(),
                ids);
    }

    @Test
    void recordsOfOtherFormatsAreTheirBytes() throws Exception {
        List<Record> records = records(40);
        Path file = directory.resolve("reads.blow5");
        try (RecordSink sink = RecordFormats.named("blow5")
                .orElseThrow()
                .create(file, SCHEMA, Header.empty(), FormatOptions.defaults().with("record-compression", "none"))) {
            sink.append(sink.encode(records));
            sink.finish();
        }
        List<Record> references = references(file);
        assertEquals(records.size(), references.size());
        for (int i = 0; i < records.size(); i++) {
            Record reference = references.get(i);
            byte[] id = records.get(i).key().getBytes();
            ByteBuffer bytes = ByteBuffer.wrap(block(reference)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(bytes.capacity() - 8, bytes.getLong(0));
            assertEquals(id.length, bytes.getShort(8));
            assertEquals(ByteBuffer.wrap(id), bytes.slice(10, id.length));
            assertEquals("blow5", reference.getText("codec"));
            assertTrue(reference.isMissing(reference.schema().field("column")));
            assertTrue(reference.isMissing(reference.schema().field("first_value")));
        }
    }

    @Test
    void damageCostsTheRecordsThatHaveIt() throws Exception {
        Path file = sz(records(700));
        long offset;
        Record channel = references(file).stream()
                .filter(reference -> reference.getText("column").equals("channel"))
                .findFirst()
                .orElseThrow();
        offset = channel.getInteger("block_offset");
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) offset + 3] ^= 1;
        Files.write(file, bytes);
        assertThrows(SzFormatException.class, () -> references(file));
        List<Damage> damages = new ArrayList<>();
        try (RecordSource source = References.of(file).open()) {
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                part.decodeSound(damages::add);
            }
        }
        assertEquals(channel.getInteger("block_values"), damages.size());
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("a.csv"), "id,x\na,1\n");
        SzFormatException e =
                assertThrows(SzFormatException.class, () -> References.of(text).open());
        assertTrue(e.getMessage().contains("blow5, pod5, slow5"), e.getMessage());
        SzFormatException folder = assertThrows(
                SzFormatException.class, () -> References.of(directory).open());
        assertTrue(folder.getMessage().contains("SZ file"), folder.getMessage());
    }
}
