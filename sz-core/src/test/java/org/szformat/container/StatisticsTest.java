package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.layout.Chunk;
import org.szformat.layout.ColumnStatistics;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class StatisticsTest {
    @TempDir
    Path temp;

    private ColumnStatistics of(ValueType type, Object... values) throws Exception {
        Schema schema = Schema.builder().attribute("a", type).build();
        List<Record> records = new ArrayList<>();
        for (Object value : values) {
            RecordBuilder record = Record.builder(schema);
            if (value == null) {
                record.setMissing("a");
            } else if (value instanceof Float80 extended) {
                record.set("a", extended);
            } else if (value instanceof Double real) {
                record.set("a", real);
            } else {
                record.set("a", ((Number) value).longValue());
            }
            records.add(record.build());
        }
        Path path = temp.resolve(System.nanoTime() + ".sz");
        Containers.write(path, records, 100, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            return file.statistics(file.chunks().get(0)).get(0);
        }
    }

    @Test
    void nanIsCountedAndLeftOut() throws Exception {
        ColumnStatistics statistics = of(ValueType.F64, Double.NaN, 2.0, null, -1.0, Double.NaN);
        assertEquals(2, statistics.nans());
        assertEquals(1, statistics.missing());
        assertEquals(2, statistics.values());
        assertEquals(-1.0, statistics.minReal());
        assertEquals(2.0, statistics.maxReal());
        assertEquals(0, of(ValueType.F32, Double.NaN, null).values());
        assertFalse(of(ValueType.F32, Double.NaN, null).couldHold(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void zeroIsOfBothSigns() throws Exception {
        for (ValueType type : List.of(ValueType.F16, ValueType.F32, ValueType.F64, ValueType.F128)) {
            for (double zero : new double[] {0.0, -0.0}) {
                ColumnStatistics statistics = of(type, zero, zero);
                assertEquals(-0.0, statistics.minReal());
                assertEquals(0.0, statistics.maxReal());
                assertEquals(
                        Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(statistics.minReal()), type + "");
            }
        }
        assertEquals(-0.0, of(ValueType.F64, 0.0, 3.0).minReal());
        assertEquals(0.0, of(ValueType.F64, -0.0, -3.0).maxReal());
    }

    @Test
    void unsignedLongsCompareUnsigned() throws Exception {
        ColumnStatistics statistics = of(ValueType.U64, -1L, 5L, Long.MIN_VALUE);
        assertEquals(5, statistics.minBits());
        assertEquals(-1, statistics.maxBits());
        assertTrue(statistics.couldHold(Long.MAX_VALUE, Long.MIN_VALUE));
        assertFalse(statistics.couldHold(0, 4));
        ColumnStatistics signed = of(ValueType.I64, -1L, 5L, Long.MIN_VALUE);
        assertEquals(Long.MIN_VALUE, signed.minBits());
        assertEquals(5, signed.maxBits());
    }

    @Test
    void extendedBoundsRoundOutwards() throws Exception {
        Float80 third = new Float80((short) 0x3FFD, 0xAAAAAAAAAAAAAAABL);
        ColumnStatistics statistics = of(ValueType.F128, third, third.negate(), Float80.MAX_VALUE, Float80.MIN_VALUE);
        assertEquals(Double.POSITIVE_INFINITY, statistics.maxReal());
        ColumnStatistics two = of(ValueType.F128, third, third.negate());
        assertTrue(Float80.fromDouble(two.maxReal()).compareTo(third) >= 0);
        assertTrue(Float80.fromDouble(two.minReal()).compareTo(third.negate()) <= 0);
        assertEquals(Double.MIN_VALUE, of(ValueType.F128, Float80.MIN_VALUE).maxReal());
        assertEquals(-0.0, of(ValueType.F128, Float80.MIN_VALUE).minReal());
        assertEquals(Double.MAX_VALUE, of(ValueType.F128, Float80.MAX_VALUE).minReal());
    }

    @Test
    void boundsHoldEveryValue() throws Exception {
        List<Record> records = new RandomRecords(9, RandomRecords.EVERYTHING, 5, 0.3).next(60);
        Path path = temp.resolve("bounds.sz");
        Containers.write(path, records, 7, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            for (Chunk chunk : file.chunks()) {
                List<Record> some = records.subList((int) chunk.firstRow(), (int) chunk.firstRow() + chunk.records());
                for (ColumnStatistics statistics : file.statistics(chunk)) {
                    assertHolds(some, statistics);
                }
            }
        }
    }

    private static void assertHolds(List<Record> records, ColumnStatistics statistics) {
        Field field = statistics.field();
        long missing = 0;
        long nans = 0;
        for (Record record : records) {
            if (record.isMissing(field)) {
                missing++;
            } else if (field.type().isInteger()) {
                assertTrue(statistics.couldHold(record.bits(field), record.bits(field)), field + "");
            } else {
                double value = record.getReal(field.name());
                boolean nan =
                        field.type() == ValueType.F128 ? ((Float80) record.stored(field)).isNaN() : Double.isNaN(value);
                nans += nan ? 1 : 0;
                assertTrue(nan || statistics.couldHold(value, value), field + " " + value);
            }
        }
        assertEquals(missing, statistics.missing());
        assertEquals(nans, statistics.nans());
        assertEquals(records.size(), statistics.records());
        assertEquals(65504.0f, Float16.toFloat((short) 0x7BFF));
    }
}
