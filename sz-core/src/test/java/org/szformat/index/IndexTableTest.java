package org.szformat.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class IndexTableTest {
    private static final Schema ALL = schema();

    private static Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (ValueType type : ValueType.values()) {
            schema.attribute("a" + type, type);
        }
        return schema.build();
    }

    private static Record random(Random random, String id) {
        RecordBuilder record = Record.builder(ALL);
        for (Field field : ALL.fields()) {
            ValueType type = field.type();
            if (ALL.isKey(field)) {
                record.set(field, id);
            } else if (random.nextInt(10) == 0) {
                record.setMissing(field);
            } else if (type == ValueType.F128) {
                record.set("aF128", new Float80((short) (random.nextInt() | 0x4000), random.nextLong() | 1L << 63));
            } else if (type.isInteger()) {
                long value = random.nextLong();
                record.setBits(
                        field,
                        type.width() == 8 ? value : type.minValue() + Math.floorMod(value, 1L << 8 * type.width()));
            } else {
                record.setBits(field, random.nextLong());
            }
        }
        return record.build();
    }

    private static List<Record> records(int count) {
        Random random = new Random(3);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "read-" + random.nextInt(count) + "é".repeat(random.nextInt(3));
            records.add(random(random, i % 997 == 0 ? id + "x".repeat(3000) : id));
        }
        return records;
    }

    private static IndexTable table(List<Record> records) {
        IndexTable.Builder table = IndexTable.builder(records.get(0).schema());
        records.forEach(table::add);
        assertEquals(records.size(), table.size());
        return table.build();
    }

    @Test
    void rowsHoldWhatWasAdded() {
        List<Record> records = records(20_000);
        IndexTable table = table(records);
        assertEquals(records.size(), table.size());
        for (int row = 0; row < records.size(); row++) {
            RecordBuilder copy = Record.builder(ALL);
            for (Field field : ALL.fields()) {
                copy.copy(table.row(row), field, field);
            }
            assertEquals(records.get(row), copy.build());
            assertEquals(records.get(row).valueBytes(), table.valueBytes(row));
        }
        assertEquals(records.get(5).key(), table.text(5, ALL.text("aS")));
        assertEquals(records.size(), table.rows().count());
    }

    @Test
    void rowsAreFoundByKey() {
        List<Record> records = records(20_000);
        IndexTable table = table(records);
        Map<String, List<Long>> expected = new HashMap<>();
        for (long row = 0; row < records.size(); row++) {
            expected.computeIfAbsent(records.get((int) row).key(), key -> new ArrayList<>())
                    .add(row);
        }
        expected.forEach((key, rows) ->
                assertArrayEquals(rows.stream().mapToLong(Long::longValue).toArray(), table.rows(key), key));
        assertArrayEquals(new long[0], table.rows("read"));
        assertEquals(records.size() - expected.size(), table.duplicateKeys());
    }

    @Test
    void manyRowsOfOneKeyAreCheap() {
        Schema schema = Schema.builder().attribute("id", ValueType.S).build();
        IndexTable.Builder builder = IndexTable.builder(schema);
        for (int i = 0; i < 300_000; i++) {
            builder.add(Record.builder(schema).set("id", "same").build());
        }
        IndexTable table = builder.build();
        assertArrayEquals(LongStream.range(0, 300_000).toArray(), table.rows("same"));
        assertEquals(299_999, table.duplicateKeys());
    }

    @Test
    void filtersSeeRows() {
        List<Record> records = records(1000);
        IndexTable table = table(records);
        Field channel = ALL.field("aU16");
        long[] expected = LongStream.range(0, 1000)
                .filter(row -> !records.get((int) row).isMissing(channel)
                        && records.get((int) row).getInteger("aU16") < 20_000)
                .toArray();
        assertTrue(expected.length > 100);
        assertArrayEquals(
                expected, table.rows(row -> !row.isMissing(channel) && row.get(ALL.integer("aU16")) < 20_000));
    }

    @Test
    void columnsAreTyped() {
        Record record = records(1).get(0);
        IndexTable table = table(List.of(record));
        for (Field field : ALL.fields()) {
            assertEquals(record.isMissing(field), table.isMissing(0, field));
        }
        Record full = Record.builder(ALL.select(List.of("aS", "aI32", "aF64")))
                .set("aS", "x")
                .set("aI32", -5)
                .set("aF64", 0.25)
                .build();
        IndexTable small = table(List.of(full));
        assertEquals(-5, small.integer(0, full.schema().integer("aI32")));
        assertEquals(0.25, small.real(0, full.schema().real("aF64")));
        assertThrows(IndexOutOfBoundsException.class, () -> small.row(1));
        assertThrows(IndexOutOfBoundsException.class, () -> small.row(-1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> small.integer(1, full.schema().integer("aI32")));
    }

    @Test
    void datasetsHaveNoColumn() {
        Schema schema = Schema.builder()
                .attribute("n", ValueType.I16)
                .dataset("d", ValueType.I16)
                .build();
        Record record =
                Record.builder(schema).setMissing("n").set("d", new short[1]).build();
        IndexTable table = table(List.of(record));
        assertThrows(IllegalArgumentException.class, () -> table.row(0).stored(schema.field("d")));
        assertThrows(IllegalStateException.class, () -> table.rows("x"), "there is no key");
        NoSuchElementException e =
                assertThrows(NoSuchElementException.class, () -> table.row(0).getInteger("n"));
        assertEquals("attribute n (I16) of row 0 is missing", e.getMessage());
    }

    @Test
    void tsvReadsBack() throws Exception {
        List<Record> records = records(500);
        IndexTable table = table(records);
        StringBuilder text = new StringBuilder();
        table.writeTsv(text);
        IndexTable back = IndexTable.readTsv(new StringReader(text.toString()));
        assertEquals(ALL, back.schema());
        for (int row = 0; row < records.size(); row++) {
            for (Field field : ALL.fields()) {
                assertEquals(table.isMissing(row, field), back.isMissing(row, field));
                if (!table.isMissing(row, field) && field.type().isFloat()) {
                    double expected = table.row(row).getReal(field.name());
                    assertEquals(expected, back.row(row).getReal(field.name()));
                } else if (!table.isMissing(row, field)) {
                    assertEquals(
                            records.get(row).isMissing(field) ? null : value(records.get(row), field),
                            field.isText()
                                    ? back.row(row).stored(field)
                                    : (Object) back.row(row).bits(field));
                }
            }
        }
    }

    private static Object value(Record record, Field field) {
        return field.isText() ? record.stored(field) : (Object) record.bits(field);
    }

    @Test
    void tsvTellsMissingFromEmptyAndQuotesWhatItMust() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("note", ValueType.S)
                .attribute("x", ValueType.F32)
                .build();
        IndexTable table = table(List.of(
                Record.builder(schema)
                        .set("id", "a\tb\n\"c\"")
                        .set("note", "")
                        .set("x", 0.1f)
                        .build(),
                Record.builder(schema)
                        .set("id", "7")
                        .setMissing("note")
                        .setMissing("x")
                        .build()));
        StringBuilder text = new StringBuilder();
        table.writeTsv(text);
        assertEquals("id:S\tnote:S\tx:F32\n\"a\tb\n\"\"c\"\"\"\t\"\"\t0.1\n\"7\"\t\t\n", text.toString());
        IndexTable back = IndexTable.readTsv(new StringReader(text.toString()));
        assertEquals("a\tb\n\"c\"", back.row(0).getText("id"));
        assertEquals("", back.row(0).getText("note"));
        assertTrue(back.row(1).isMissing("note") && back.row(1).isMissing("x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``            | an index table begins with a line of name:TYPE cells",
                "id            | line 1: the cell 'id' is not name:TYPE",
                "id:X          | line 1: unknown type 'X'",
                "id:S;a;b      | found 2 cells; expected 1",
                "id:S n:I16;a 40000 | attribute n (I16): found '40000'",
                "id:S n:U64;a -1    | attribute n (U64): found '-1'",
                "id:S n:I16;a ٣     | attribute n (I16): found '٣'",
                "id:S;`\"`\"x       | ",
            })
    void tsvThatIsNone(String text, String message) {
        String tsv =
                text.replace("`", "").replace("a;b", "a\tb").replace(';', '\n').replace(' ', '\t');
        IOException e = assertThrows(IOException.class, () -> IndexTable.readTsv(new StringReader(tsv)));
        assertTrue(message == null || e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void textLongerThanAPageSurvives() {
        Schema schema = Schema.builder().attribute("id", ValueType.S).build();
        List<Record> records = new ArrayList<>();
        for (int length : new int[] {1 << 20, 5, (1 << 20) - 7, 3_000_001, 0, 1}) {
            char[] chars = new char[length];
            Arrays.fill(chars, (char) ('a' + length % 26));
            records.add(Record.builder(schema).set("id", new String(chars)).build());
        }
        IndexTable table = table(records);
        for (int row = 0; row < records.size(); row++) {
            assertEquals(records.get(row).key(), table.row(row).key());
            assertArrayEquals(new long[] {row}, table.rows(records.get(row).key()));
        }
    }
}
