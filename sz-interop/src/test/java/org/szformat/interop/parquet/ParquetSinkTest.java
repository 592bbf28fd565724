package org.szformat.interop.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.interop.EveryType;
import org.szformat.number.Float16;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class ParquetSinkTest {
    @TempDir
    Path directory;

    private Path write(Schema schema, List<Record> records, int atOnce) throws Exception {
        Path file = directory.resolve("records.parquet");
        try (RecordSink sink = RecordFormats.byExtension(file)
                .orElseThrow()
                .create(file, schema, EveryType.HEADER, FormatOptions.defaults())) {
            for (int i = 0; i < records.size(); i += atOnce) {
                sink.append(sink.encode(records.subList(i, Math.min(records.size(), i + atOnce))));
            }
            sink.finish();
        }
        return file;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdOnly())
                .build();
        return new ParquetFileReader(new LocalInputFile(file), options);
    }

    @Test
    void parquetsOwnReaderReadsEveryType() throws Exception {
        List<Record> records = EveryType.records(700, 12);
        try (ParquetFileReader reader = open(write(EveryType.SCHEMA, records, 120))) {
            assertEquals(700, reader.getRecordCount());
            assertEquals(
                    EveryType.HEADER.toString(),
                    reader.getFileMetaData().getKeyValueMetaData().get("sz:header"));
            MessageType schema = reader.getFileMetaData().getSchema();
            assertEquals(
                    LogicalTypeAnnotation.intType(16, false),
                    schema.getType("a_U16").getLogicalTypeAnnotation());
            int row = 0;
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> groups = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++, row++) {
                    Group group = groups.read();
                    for (Field field : EveryType.SCHEMA.fields()) {
                        assertEquals(
                                EveryType.text(records.get(row), field), text(group, field), field + " of row " + row);
                    }
                }
            }
            assertEquals(700, row);
        }
    }

    private static List<String> texts(Path file, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> groups = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    Group group = groups.read();
                    texts.add(group.getFieldRepetitionCount(name) == 0 ? null : group.getString(name, 0));
                }
            }
        }
        return texts;
    }

    private static boolean hasDictionary(Path file, int column) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getRowGroups().get(0).getColumns().get(column).getEncodings().stream()
                    .anyMatch(org.apache.parquet.column.Encoding::usesDictionary);
        }
    }

    @Test
    void stringsThatRepeatAreWrittenOnce() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("one", ValueType.S)
                .attribute("runs", ValueType.S)
                .attribute("some", ValueType.S)
                .attribute("missing", ValueType.S)
                .attribute("late", ValueType.S)
                .attribute("long", ValueType.S)
                .build();
        long seed = 14;
        java.util.Random random = new java.util.Random(seed);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            records.add(Record.builder(schema)
                    .set("id", "id-" + i)
                    .set("one", "the same 𝄞")
                    .set("runs", "run " + i / 1000)
                    .set("some", "value " + random.nextInt(random.nextInt(20) == 0 ? 300 : 3))
                    .setMissing("missing")
                    .set("late", i < 9000 ? "early" : "late " + i)
                    .set("long", "x".repeat(20_000) + i % 3)
                    .build());
            if (i % 7 == 0) {
                records.set(
                        i,
                        Record.builder(schema)
                                .set("id", "id-" + i)
                                .set("one", "")
                                .setMissing("runs")
                                .setMissing("some")
                                .set("missing", "here")
                                .setMissing("late")
                                .set("long", "y")
                                .build());
            }
        }
        Path file = write(schema, records, 2500);
        for (Field field : schema.fields()) {
            List<String> expected = records.stream()
                    .map(record -> record.isMissing(field) ? null : (String) record.stored(field))
                    .toList();
            assertEquals(expected, texts(file, field.name()), field + ", seed " + seed);
            assertEquals(!field.name().equals("id"), hasDictionary(file, field.position()), field + "");
        }
    }

    @Test
    void aDictionaryIsBounded() throws Exception {
        Schema schema =
                Schema.builder().withoutKey().attribute("text", ValueType.S).build();
        List<Record> records = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            // Each part has few, all parts have many.
            expected.add("text of the part " + i / 500 + ", " + "z".repeat(1000) + i % 50);
            records.add(Record.builder(schema).set("text", expected.get(i)).build());
        }
        Path file = write(schema, records, 500);
        assertEquals(expected, texts(file, "text"));
        assertTrue(hasDictionary(file, 0));
    }

    @Test
    void rowGroupsAreBounded() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .dataset("noise", ValueType.I64)
                .build();
        java.util.Random random = new java.util.Random(13);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            records.add(Record.builder(schema)
                    .set("id", "r" + i)
                    .set("noise", random.longs(130_000).toArray())
                    .build());
        }
        try (ParquetFileReader reader = open(write(schema, records, 10))) {
            assertEquals(2, reader.getRowGroups().size());
            assertTrue(reader.getRowGroups().get(0).getTotalByteSize() < 80 << 20);
            assertEquals(90, reader.getRecordCount());
        }
    }

    @Test
    void aFileWithoutRecordsIsWhole() throws Exception {
        try (ParquetFileReader reader = open(write(EveryType.SCHEMA, List.of(), 1))) {
            assertEquals(0, reader.getRecordCount());
            assertEquals(
                    EveryType.SCHEMA.size(),
                    reader.getFileMetaData().getSchema().getFieldCount());
        }
    }

    private static String text(Group group, Field field) {
        if (group.getFieldRepetitionCount(field.name()) == 0) {
            return null;
        }
        if (field.isAttribute() || field.isText()) {
            return value(group, field.name(), 0, field.type());
        }
        Group list = group.getGroup(field.name(), 0);
        List<String> items = new ArrayList<>();
        int length = list.getFieldRepetitionCount("list");
        assertEquals("list", ((GroupType) list.getType()).getType(0).getName());
        for (int i = 0; i < length; i++) {
            items.add(value(list.getGroup("list", i), "element", 0, field.type()));
        }
        return items.toString();
    }

    private static String value(Group group, String name, int index, ValueType type) {
        return switch (type) {
            case I8, I16, I32, U8, U16 -> String.valueOf(group.getInteger(name, index));
            case U32 -> Integer.toUnsignedString(group.getInteger(name, index));
            case I64 -> String.valueOf(group.getLong(name, index));
            case U64 -> Long.toUnsignedString(group.getLong(name, index));
            case F32 -> String.valueOf(group.getFloat(name, index));
            case F64 -> String.valueOf(group.getDouble(name, index));
            case F16 -> {
                byte[] bytes = group.getBinary(name, index).getBytes();
                yield String.valueOf(Float16.toFloat((short) (bytes[0] & 0xFF | bytes[1] << 8)));
            }
            default -> group.getString(name, index);
        };
    }

    /** Parquet's own codecs need Hadoop. */
    private static final class ZstdOnly implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            assertEquals(CompressionCodecName.ZSTD, codec);
            return new BytesInputDecompressor() {
                @Override
                public BytesInput decompress(BytesInput bytes, int length) throws IOException {
                    return BytesInput.from(Zstd.decompress(bytes.toByteArray(), length));
                }

                @Override
                public void decompress(ByteBuffer in, int inLength, ByteBuffer out, int length) {
                    byte[] bytes = new byte[inLength];
                    in.get(bytes);
                    out.put(Zstd.decompress(bytes, length));
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public void release() {}
    }
}
