package org.szformat.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class BatchTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("offset", ValueType.F64)
            .attribute("exact", ValueType.F128)
            .dataset("signal", ValueType.I16)
            .dataset("moves", ValueType.F128)
            .dataset("fastq", ValueType.S)
            .build();

    private static Record record(int number) {
        return Record.builder(SCHEMA)
                .set("id", "id-" + number)
                .set("channel", number)
                .set("offset", number / 8.0)
                .setStored(SCHEMA.field("exact"), Float80.fromDouble(number))
                .set("signal", new short[] {(short) number, 2, 3})
                .setStored(SCHEMA.field("moves"), Float80Array.ofDoubles(number, 1))
                .set("fastq", "ACGT" + number)
                .build();
    }

    private static Record missing() {
        RecordBuilder record = Record.builder(SCHEMA).set("id", "gap");
        SCHEMA.fields().stream().filter(field -> !SCHEMA.isKey(field)).forEach(record::setMissing);
        return record.build();
    }

    @Test
    void recordsComeBack() {
        List<Record> records = List.of(record(5), missing(), record(6));
        Batch batch = Batch.of(SCHEMA, 70, records);
        assertEquals(70, batch.firstRow());
        assertEquals(3, batch.rows());
        assertEquals(SCHEMA, batch.schema());
        for (int row = 0; row < 3; row++) {
            assertEquals(records.get(row), batch.record(row));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> batch.record(3));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.record(-1));
    }

    @Test
    void columnsOfRecords() {
        Record first = record(5);
        Batch batch = Batch.of(SCHEMA, 0, List.of(first, missing()));
        BatchColumn channel = batch.column("channel");
        assertTrue(channel.hasBits());
        assertEquals(5, channel.bits(0));
        assertEquals(1, channel.length(0));
        assertTrue(channel.isMissing(1));
        assertThrows(NoSuchElementException.class, () -> channel.stored(0));
        assertEquals(Double.doubleToRawLongBits(0.625), batch.column("offset").bits(0));
        assertEquals(Float80.fromDouble(5), batch.column("exact").stored(0));

        BatchColumn signal = batch.column("signal");
        assertFalse(signal.hasBits());
        assertSame(first.getShorts("signal"), signal.array(0));
        assertEquals(0, signal.from(0));
        assertEquals(3, signal.length(0));
        assertTrue(signal.isMissing(1));
        assertThrows(NoSuchElementException.class, () -> signal.array(1));
        assertThrows(NoSuchElementException.class, () -> signal.length(1));
        assertThrows(IndexOutOfBoundsException.class, () -> signal.isMissing(2));
        assertEquals("ACGT5", batch.column("fastq").stored(0));
        assertEquals(5, batch.column("fastq").length(0));
        assertThrows(IllegalArgumentException.class, () -> batch.column("none"));
    }

    @Test
    void rowsThatShareAnArray() {
        Field signal = SCHEMA.field("signal");
        short[] shared = {1, 2, 3, 4, 5};
        BatchColumn column = BatchColumn.ofParts(
                signal, new Object[] {shared, null, shared, shared}, new int[] {0, 2, 0, 0, 2, 3, 5, 0});
        assertEquals(4, column.rows());
        assertArrayEquals(new short[] {1, 2}, (short[]) column.stored(0));
        assertTrue(column.isMissing(1));
        assertArrayEquals(new short[] {3, 4, 5}, (short[]) column.stored(2));
        assertSame(shared, column.array(2));
        assertEquals(2, column.from(2));
        assertEquals(3, column.length(2));
        assertArrayEquals(new short[0], (short[]) column.stored(3));
    }

    @Test
    void missingAmongBits() {
        BatchColumn column =
                BatchColumn.ofBits(SCHEMA.field("channel"), new long[] {7, 0, 9}, new boolean[] {false, true, false});
        assertFalse(column.isMissing(0));
        assertTrue(column.isMissing(1));
        assertEquals(9, column.bits(2));
        assertFalse(BatchColumn.ofBits(SCHEMA.field("channel"), new long[] {7}, null)
                .isMissing(0));
    }

    @Test
    void whatDoesNotFit() {
        Schema other = Schema.builder().attribute("id", ValueType.S).build();
        assertThrows(IllegalArgumentException.class, () -> Batch.of(other, 0, List.of(record(1))));
        assertThrows(IllegalArgumentException.class, () -> Batch.of(other, 0, 1, List.of()));
        BatchColumn ids = BatchColumn.ofObjects(other.field("id"), new Object[] {"a", "b"});
        assertEquals(2, Batch.of(other, 0, 2, List.of(ids)).rows());
        assertThrows(IllegalArgumentException.class, () -> Batch.of(other, 0, 3, List.of(ids)));
        assertThrows(
                IllegalArgumentException.class, () -> BatchColumn.ofObjects(SCHEMA.field("channel"), new Object[1]));
        assertThrows(
                IllegalArgumentException.class, () -> BatchColumn.ofBits(SCHEMA.field("signal"), new long[1], null));
        assertThrows(
                IllegalArgumentException.class,
                () -> BatchColumn.ofParts(SCHEMA.field("signal"), new Object[2], new int[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> BatchColumn.ofParts(SCHEMA.field("fastq"), new Object[1], new int[2]));
    }

    @Test
    void noRows() {
        Batch batch = Batch.of(SCHEMA, 12, List.of());
        assertEquals(0, batch.rows());
        assertEquals(0, batch.column("signal").rows());
    }
}
