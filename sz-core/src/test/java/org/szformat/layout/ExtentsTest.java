package org.szformat.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What extents say leads who reads the bytes by themselves to the values. */
class ExtentsTest {
    private static final long SEED = 20261124;
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("offset", ValueType.F64)
            .attribute("reason", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .dataset("moves", ValueType.U16)
            .dataset("scores", ValueType.F32)
            .dataset("sequence", ValueType.S)
            .build();

    @TempDir
    Path directory;

    /** Records with shared, own and cut blocks; missing values where {@code missing} is above 0. */
    private static List<Record> records(int count, double missing) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder record = Record.builder(SCHEMA).set("read_id", "read-" + i);
            for (Field field : SCHEMA.fields()) {
                int length = i == 7 ? 300_000 : i % 5 == 0 ? 0 : random.nextInt(i % 11 == 0 ? 20_000 : 300);
                if (SCHEMA.isKey(field)) {
                    continue;
                } else if (random.nextDouble() < missing) {
                    record.setMissing(field);
                } else if (field.isText()) {
                    record.set(field, "é".repeat(field.isAttribute() ? length % 7 : length));
                } else if (field.isAttribute()) {
                    record.setBits(field, random.nextLong(50_000));
                } else {
                    Object array = field.type() == ValueType.F32 ? new float[length] : new short[length];
                    for (int k = 0; k < length; k++) {
                        if (array instanceof float[] floats) {
                            floats[k] = (float) random.nextDouble();
                        } else {
                            ((short[]) array)[k] = (short) random.nextInt(1000);
                        }
                    }
                    record.setStored(field, array);
                }
            }
            records.add(record.build());
        }
        return records;
    }

    private Path write(Layout layout, List<Record> records, WriteOptions options) throws IOException {
        Path path = directory.resolve(layout + ".sz");
        try (LayoutWriter writer = Layouts.of(layout).create(path, SCHEMA, Header.empty(), options)) {
            try (ChunkEncoder encoder = writer.newEncoder()) {
                for (int from = 0; from < records.size(); from += 150) {
                    writer.write(encoder.encode(records.subList(from, Math.min(records.size(), from + 150))));
                }
            }
            writer.finish(Header.empty());
        }
        return path;
    }

    private static Object decode(Extent extent) throws IOException, CorruptDataException {
        byte[] bytes = new byte[(int) extent.length()];
        try (RandomAccessFile file = new RandomAccessFile(extent.file().toFile(), "r")) {
            file.seek(extent.offset());
            file.readFully(bytes);
        }
        // A directory does not tell the level, which readers need not know.
        String codec = extent.codec().endsWith(", zstd") ? extent.codec() + "(3)" : extent.codec();
        try (ColumnDecoder<?> decoder =
                ColumnCodec.parse(codec).newDecoder(extent.field().type())) {
            return extent.rangeValues() == Extent.UNKNOWN
                    ? decoder.decodeAll(bytes, 0, bytes.length, 1 << 24)
                    : decoder.decode(bytes, 0, bytes.length, (int) extent.rangeValues(), 1 << 24);
        }
    }

    /** The values that extents lead to, of each field of each row, joined. */
    private static Map<Long, Map<String, Object>> values(List<Extent> extents) throws Exception {
        Map<Long, Map<String, Object>> values = new HashMap<>();
        for (Extent extent : extents) {
            Object all = decode(extent);
            boolean isUnknown = extent.values() == Extent.UNKNOWN;
            int count = isUnknown ? Array.getLength(all) : (int) extent.values();
            Map<String, Object> row = values.computeIfAbsent(extent.row(), key -> new HashMap<>());
            Object before = row.get(extent.field().name());
            int at = before == null ? 0 : Array.getLength(before);
            assertEquals(extent.part() == 0, before == null, extent + "");
            Object joined = Array.newInstance(all.getClass().getComponentType(), at + count);
            if (before != null) {
                System.arraycopy(before, 0, joined, 0, at);
            }
            System.arraycopy(all, (int) extent.firstValue(), joined, at, count);
            row.put(extent.field().name(), joined);
        }
        return values;
    }

    private static void assertHolds(Record record, Field field, Object values) {
        String what = field + " of " + record.key();
        if (record.isMissing(field)) {
            assertEquals(null, values, what);
        } else if (field.isText()) {
            assertEquals(record.stored(field), new String((byte[]) values, StandardCharsets.UTF_8), what);
        } else if (field.isAttribute()) {
            assertEquals(1, Array.getLength(values), what);
            long bits = values instanceof double[] doubles
                    ? Double.doubleToRawLongBits(doubles[0])
                    : ((short[]) values)[0] & 0xFFFF;
            assertEquals(record.bits(field), bits, what);
        } else {
            assertTrue(java.util.Objects.deepEquals(record.stored(field), values), what);
        }
    }

    private static void assertLead(Path path, List<Record> records, List<Field> fields) throws Exception {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Extent> all = new ArrayList<>();
            file.extents(0, file.size(), all::add);
            Map<Long, Map<String, Object>> values = values(all);
            for (int row = 0; row < records.size(); row++) {
                for (Field field : fields) {
                    assertHolds(
                            records.get(row),
                            field,
                            values.getOrDefault((long) row, Map.of()).get(field.name()));
                }
            }
            for (int i = 1; i < all.size(); i++) {
                Extent before = all.get(i - 1);
                Extent extent = all.get(i);
                assertTrue(
                        extent.row() > before.row()
                                || extent.field().position() > before.field().position()
                                || extent.part() == before.part() + 1,
                        extent + " behind " + before);
            }
            List<Extent> some = new ArrayList<>();
            file.extents(140, 171, some::add);
            assertEquals(
                    all.stream().filter(e -> e.row() >= 140 && e.row() < 171).toList(), some);
            file.extents(9, 9, extent -> {
                throw new AssertionError(extent + "");
            });
            assertThrows(IndexOutOfBoundsException.class, () -> file.extents(0, file.size() + 1, some::add));
            assertThrows(IndexOutOfBoundsException.class, () -> file.extents(-1, 2, some::add));
        }
    }

    @Test
    void extentsOfContainersLeadToValues() throws Exception {
        List<Record> records = records(500, 0.2);
        assertLead(write(Layout.CONTAINER, records, WriteOptions.defaults()), records, SCHEMA.fields());
    }

    @Test
    void extentsOfOtherCompressorsLeadToValues() throws Exception {
        List<Record> records = records(200, 0.2);
        WriteOptions options = WriteOptions.defaults()
                .withCodec("raw_signal", ColumnCodec.parse("delta-zigzag, svb, lz4"))
                .withCodec("scores", ColumnCodec.parse("plain, none"));
        assertLead(write(Layout.CONTAINER, records, options), records, SCHEMA.fields());
    }

    @Test
    void extentsOfDirectoriesLeadToDatasets() throws Exception {
        List<Record> records = records(200, 0);
        assertLead(write(Layout.DIRECTORY, records, WriteOptions.defaults()), records, SCHEMA.datasets());
    }

    @Test
    void inlineBlocksAndCutValuesAreAmongThem() throws Exception {
        Path path = write(Layout.CONTAINER, records(200, 0.2), WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Extent> all = new ArrayList<>();
            file.extents(0, file.size(), all::add);
            assertTrue(all.stream().anyMatch(extent -> extent.codec().endsWith(", none")), "inline");
            assertTrue(all.stream().anyMatch(extent -> extent.part() > 1), "cut");
            assertTrue(all.stream().anyMatch(extent -> extent.firstValue() > 0 && extent.values() > 1), "shared");
        }
    }
}
