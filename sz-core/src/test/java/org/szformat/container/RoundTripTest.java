package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Attributes;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class RoundTripTest {
    @TempDir
    Path temp;

    static WriteOptions uncompressed(Schema schema) {
        return compressedBy(schema, "none");
    }

    /** Each type's default way to bytes, compressed by a byte codec of that name. */
    static WriteOptions compressedBy(Schema schema, String byteCodec) {
        WriteOptions options = WriteOptions.defaults();
        for (Field field : schema.fields()) {
            String values = FileHead.defaultCodec(field).values().name();
            options = options.withCodec(field.name(), ColumnCodec.parse(values + ", " + byteCodec));
        }
        return options;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 40, 7, 60, 0.2",
        "2, 3, 1, 20000, 0",
        "3, 300, 1000, 30, 0.5",
        "4, 5, 5, 300000, 0.1",
        "5, 50, 50, 0, 1"
    })
    void everyTypeComesBack(long seed, int count, int chunk, int maxLength, double missing) throws Exception {
        List<Record> records = new RandomRecords(seed, RandomRecords.EVERYTHING, maxLength, missing).next(count);
        for (String byteCodec : List.of("zstd(1)", "zstd-checksum(2)", "lz4", "bz2", "blosc", "none")) {
            WriteOptions options = compressedBy(RandomRecords.EVERYTHING, byteCodec);
            Path path = temp.resolve(byteCodec + ".sz");
            Containers.write(path, records, chunk, options);
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals(Layout.CONTAINER, file.layout());
                assertTrue(file.isComplete());
                assertEquals(count, file.size());
                assertEquals(records, Containers.byRow(file));
                assertEquals(records, Containers.byChunk(file));
                assertEquals(records.stream().mapToLong(Record::valueBytes).sum(), file.valueBytes());
                assertEqualIndexAndKeys(records, file);
            }
        }
    }

    private static void assertEqualIndexAndKeys(List<Record> records, RecordFile file) throws Exception {
        for (int row = 0; row < records.size(); row++) {
            Attributes attributes = file.index().row(row);
            for (Field field : file.schema().attributes()) {
                Record record = records.get(row);
                assertEquals(record.isMissing(field), attributes.isMissing(field));
                if (!record.isMissing(field) && (field.isText() || field.type() == ValueType.F128)) {
                    assertEquals(record.stored(field), attributes.stored(field));
                } else if (!record.isMissing(field)) {
                    assertEquals(record.bits(field), attributes.bits(field), field + "");
                }
            }
            assertArrayEquals(new long[] {row}, file.rows(records.get(row).key()));
        }
        assertArrayEquals(new long[0], file.rows("nobody"));
    }

    @Test
    void projectionsGiveSomeFields() throws Exception {
        List<Record> records = new RandomRecords(7, RandomRecords.EVERYTHING, 100, 0.3).next(20);
        Path path = temp.resolve("p.sz");
        Containers.write(path, records, 9, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            for (Field field : file.schema().fields()) {
                Projection one = Projection.of(file.schema(), Set.of(field.name()));
                for (int row = 0; row < records.size(); row++) {
                    assertEquals(
                            Record.builder(one.target())
                                    .copy(records.get(row), field, one.target().field(0))
                                    .build(),
                            file.read(row, one));
                }
            }
        }
    }
}
