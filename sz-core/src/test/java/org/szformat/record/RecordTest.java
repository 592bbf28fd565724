package org.szformat.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class RecordTest {
    private static final Schema ALL = schema();

    private static Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (ValueType type : ValueType.values()) {
            schema.attribute("a" + type, type).dataset("d" + type, type);
        }
        return schema.build();
    }

    private static RecordBuilder full() {
        return Record.builder(ALL)
                .set("aS", "id-1")
                .set("aI8", -128)
                .set("aI16", -32768)
                .set("aI32", Integer.MIN_VALUE)
                .set("aI64", Long.MIN_VALUE)
                .set("aU8", 255)
                .set("aU16", 65535)
                .set("aU32", 4294967295L)
                .set("aU64", -1)
                .set("aF16", 1.5)
                .set("aF32", 0.1f)
                .set("aF64", 0.1)
                .set("aF128", Float80.fromDouble(0.1))
                .set("dS", "@r\nACGT")
                .set("dI8", new byte[] {1, -1})
                .set("dI16", new short[] {1, -1, 3})
                .set("dI32", new int[] {1, -1})
                .set("dI64", new long[] {1, -1})
                .set("dU8", new byte[] {1, -1})
                .set("dU16", new short[] {1, -1})
                .set("dU32", new int[] {1, -1})
                .set("dU64", new long[] {1, -1})
                .set("dF16", new short[] {0x3E00})
                .set("dF32", new float[] {1.5f, Float.NaN})
                .set("dF64", new double[] {1.5, Double.NaN})
                .set("dF128", Float80Array.ofDoubles(new double[] {1.5}));
    }

    private static String refusal(Consumer<RecordBuilder> step) {
        RecordBuilder builder = full();
        return assertThrows(IllegalArgumentException.class, () -> step.accept(builder))
                .getMessage();
    }

    @Test
    void attributesComeBack() {
        Record record = full().build();
        assertEquals("id-1", record.key());
        assertEquals("id-1", record.getText("aS"));
        assertEquals(-128, record.getInteger("aI8"));
        assertEquals(Long.MIN_VALUE, record.getInteger("aI64"));
        assertEquals(4294967295L, record.get(ALL.integer("aU32")));
        assertEquals(-1, record.getInteger("aU64"));
        assertEquals(1.5, record.getReal("aF16"));
        assertEquals(0.1f, record.getReal("aF32"));
        assertEquals(0.1, record.get(ALL.real("aF64")));
        assertEquals(0.1, record.getReal("aF128"));
        assertEquals(Float80.fromDouble(0.1f), record.getFloat80("aF32"));
        assertEquals(Float80.fromDouble(0.1), record.getFloat80("aF128"));
    }

    @Test
    void datasetsAreTheArraysThatWereGiven() {
        short[] samples = {7, 8, 9};
        Record record = full().set("dI16", samples).build();
        assertSame(samples, record.getShorts("dI16"));
        assertSame(samples, record.get(ALL.shorts("dI16")));
        assertArrayEquals(new int[] {7, 8, 9}, record.getInts("dI16"));
        assertArrayEquals(new long[] {1, 65535}, record.getLongs("dU16"));
        assertArrayEquals(new byte[] {1, -1}, record.getBytes("dU8"));
        assertArrayEquals(new float[] {1.5f}, record.getFloats("dF16"));
        assertArrayEquals(new double[] {1.5, Double.NaN}, record.getDoubles("dF64"));
        assertEquals(1, record.getFloat80s("dF128").length());
        assertEquals(3, record.length(ALL.field("dI16")));
        assertEquals(7, record.length(ALL.field("dS")));
        assertEquals(1, record.length(ALL.field("aI64")));
    }

    @Test
    void copyIntoFillsAnArrayOfTheCallers() {
        Record record = full().build();
        short[] target = new short[5];
        assertEquals(3, record.copyInto("dI16", target, 1));
        assertArrayEquals(new short[] {0, 1, -1, 3, 0}, target);
        assertThrows(IndexOutOfBoundsException.class, () -> record.copyInto("dI16", target, 3));
        assertThrows(IllegalArgumentException.class, () -> record.copyInto("dI16", new int[9], 0));
        assertThrows(IllegalArgumentException.class, () -> record.copyInto("aS", new String[9], 0));
        assertThrows(IllegalArgumentException.class, () -> record.copyInto("dF128", new Float80[9], 0));
    }

    @Test
    void widerArraysAreNarrowedWhenEveryValueFits() {
        Record record = full().set("dI8", new int[] {-128, 127})
                .set("dU8", new long[] {0, 255})
                .set("dI16", new int[] {-32768, 32767})
                .set("dU16", new int[] {0, 65535})
                .set("dI32", new long[] {Integer.MIN_VALUE})
                .set("dU32", new long[] {4294967295L})
                .set("dF16", new float[] {65504f, Float.POSITIVE_INFINITY})
                .set("dF128", new double[] {0.1})
                .build();
        assertArrayEquals(new byte[] {-128, 127}, record.getBytes("dI8"));
        assertArrayEquals(new byte[] {0, -1}, record.getBytes("dU8"));
        assertArrayEquals(new short[] {0, -1}, record.getShorts("dU16"));
        assertArrayEquals(new long[] {4294967295L}, record.getLongs("dU32"));
        assertArrayEquals(new float[] {65504f, Float.POSITIVE_INFINITY}, record.getFloats("dF16"));
        assertArrayEquals(new double[] {0.1}, record.getDoubles("dF128"));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertEquals(
                "attribute aU16 (U16) of record 'id-1': found the value 65536; expected 0 to 65535",
                refusal(b -> b.set("aU16", 65536)));
        assertEquals(
                "dataset dI16 (I16) of record 'id-1': found the value 32768 at index 1; expected -32768 to 32767",
                refusal(b -> b.set("dI16", new int[] {0, 32768})));
        assertEquals(
                "dataset dU32 (U32) of record 'id-1': found the value -1 at index 0; expected 0 to 4294967295",
                refusal(b -> b.set("dU32", new long[] {-1})));
        assertEquals(
                "dataset dI32 (I32) of record 'id-1': found a float[]; expected a int[], which holds I32",
                refusal(b -> b.set("dI32", new float[1])));
        assertTrue(refusal(b -> b.set("aF16", 65520.0)).contains("a value within the range of F16"));
        assertTrue(refusal(b -> b.set("aF32", 1e39)).contains("a value within the range of F32"));
        assertTrue(refusal(b -> b.set("dF16", new float[] {1e9f})).contains("1.0E9 at index 0"));
        assertTrue(refusal(b -> b.set("aS", 5)).startsWith("attribute aS (S) of record 'id-1': found the integer 5"));
        assertTrue(refusal(b -> b.set("aI16", 5.0)).contains("found the floating-point number 5.0"));
        assertTrue(refusal(b -> b.set("aI16", "5")).contains("found a string"));
        assertTrue(refusal(b -> b.set("aI16", new short[1])).contains("found a short[]"));
        assertTrue(refusal(b -> b.set("dI16", 5)).contains("found the integer 5"));
        assertTrue(refusal(b -> b.set("dS", "a\ud800b")).contains("an unpaired surrogate at char 1"));
        assertTrue(refusal(b -> b.set("dS", "a\udc00\ud800")).contains("at char 1"));
        assertTrue(refusal(b -> b.setMissing("aS")).contains("since it is the key"));
        assertTrue(refusal(b -> b.set("aF64", Float80.fromDouble(1))).contains("found a Float80"));
        assertTrue(refusal(b -> b.setBits(ALL.field("aS"), 1)).contains("found bits"));
        assertTrue(refusal(b -> b.setBits(ALL.field("aU8"), 256)).contains("found the value 256; expected 0 to 255"));
        assertTrue(refusal(b -> b.set("dI8", new short[1])).contains("a byte[], which holds I8"));
        assertTrue(refusal(b -> b.set("nothing", 1)).contains("there is no field 'nothing'"));
    }

    @Test
    void integersAreTakenForFloats() {
        assertEquals(3.0, full().set("aF64", 3).build().getReal("aF64"));
        assertEquals(
                Double.POSITIVE_INFINITY,
                full().set("aF16", Double.POSITIVE_INFINITY).build().getReal("aF16"));
    }

    @Test
    void unsetFieldsAreNamed() {
        RecordBuilder builder = Record.builder(ALL).set("aS", "r7");
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.startsWith("record 'r7' has no value for attribute aI8 (I8), "), message);
        assertTrue(message.endsWith("dataset dF128 (F128); set it, or say setMissing"), message);
    }

    @ParameterizedTest
    @EnumSource
    void missingIsNeitherZeroNorEmpty(ValueType type) {
        Record record = full().setMissing("d" + type).build();
        assertTrue(record.isMissing("d" + type));
        NoSuchElementException e =
                assertThrows(NoSuchElementException.class, () -> record.stored(ALL.field("d" + type)));
        assertEquals("dataset d" + type + " (" + type + ") of record 'id-1' is missing", e.getMessage());
        if (type != ValueType.S) {
            Field attribute = ALL.field("a" + type);
            Record other = full().setMissing(attribute).build();
            assertTrue(other.isMissing(attribute));
            assertThrows(NoSuchElementException.class, () -> {
                if (type == ValueType.F128) {
                    other.stored(attribute);
                } else {
                    other.bits(attribute);
                }
            });
        }
    }

    @Test
    void emptyValuesAreValues() {
        Record record = full().set("dS", "").set("dI16", new short[0]).build();
        assertFalse(record.isMissing("dS") || record.isMissing("dI16"));
        assertEquals(0, record.getShorts("dI16").length);
        assertNotEquals(record, full().set("dS", "").setMissing("dI16").build());
    }

    /** Chunks are recognised by them elsewhere. */
    @Test
    void hashesAreTheSameInEveryProcess() {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("n", ValueType.I32)
                .dataset("signal", ValueType.I16)
                .build();
        Record record = Record.builder(schema)
                .set("id", "a")
                .set("n", 5)
                .set("signal", new short[] {1, 2})
                .build();
        int values = 31 * (31 * (31 + "a".hashCode()) + 1) + Arrays.hashCode(new short[] {1, 2});
        assertEquals(31 * values + Arrays.hashCode(new long[] {0, 5}), record.hashCode());
    }

    @Test
    void equalityIsBitForBit() {
        assertEquals(full().build(), full().build());
        assertEquals(full().build().hashCode(), full().build().hashCode());
        float otherNaN = Float.intBitsToFloat(0x7fc00001);
        assertNotEquals(
                full().build(), full().set("dF32", new float[] {1.5f, otherNaN}).build());
        assertNotEquals(
                full().build(),
                full().set("dF64", new double[] {1.5, Double.longBitsToDouble(0x7ff8000000000001L)})
                        .build());
        assertNotEquals(full().build(), full().set("dF32", new float[] {1.5f}).build());
        assertNotEquals(full().build(), full().set("aF64", -0.0).build());
        assertNotEquals(
                full().set("aF64", 0.0).build(), full().set("aF64", -0.0).build());
        assertNotEquals(
                full().build(), full().set("dI16", new short[] {1, -1, 4}).build());
    }

    @Test
    void nanPayloadsOfAttributesSurvive() {
        float payload = Float.intBitsToFloat(0x7fc12345);
        assertEquals(0x7fc12345, full().set("aF32", payload).build().bits(ALL.field("aF32")));
        assertEquals(0xFC01, full().setBits(ALL.field("aF16"), 0xFC01).build().bits(ALL.field("aF16")));
    }

    @Test
    void handlesOfOtherSchemasAreRefused() {
        Schema other = Schema.builder()
                .attribute("x", ValueType.S)
                .dataset("dI16", ValueType.I16)
                .build();
        Record record = full().build();
        assertThrows(IllegalArgumentException.class, () -> record.get(other.shorts("dI16")));
        assertThrows(IllegalArgumentException.class, () -> record.get(other.text("x")));
        assertEquals("id-1", record.get(schema().text("aS")), "an equal schema will do");
    }

    @Test
    void copiesGoFromSchemaToSchema() {
        Schema some = ALL.select(java.util.List.of("aS", "aF32", "dI16", "aF128"));
        RecordBuilder copy = Record.builder(some);
        Record source = full().setMissing("dI16").build();
        some.fields().forEach(field -> copy.copy(source, ALL.field(field.name()), field));
        Record record = copy.build();
        assertEquals("id-1", record.key());
        assertEquals(0.1f, record.getReal("aF32"));
        assertTrue(record.isMissing("dI16"));
        assertEquals(Float80.fromDouble(0.1), record.getFloat80("aF128"));
    }

    @Test
    void valueBytesAreWidthsAndUtf8() {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("n", ValueType.I32)
                .dataset("text", ValueType.S)
                .dataset("signal", ValueType.I16)
                .build();
        String text = "aé中🧬";
        Record record = Record.builder(schema)
                .set("id", "x")
                .set("n", 1)
                .set("text", text)
                .set("signal", new short[10])
                .build();
        assertEquals(1 + 4 + text.getBytes(StandardCharsets.UTF_8).length + 20, record.valueBytes());
        assertEquals("Record[id=x, n=1, text=5 chars, signal=10 values]", record.toString());
    }

    @Test
    void aSchemaWithoutKeyHasRecordsWithout() {
        Schema schema = Schema.builder().dataset("d", ValueType.I16).build();
        Record record = Record.builder(schema).setMissing("d").build();
        assertThrows(NoSuchElementException.class, record::key);
        NoSuchElementException e = assertThrows(NoSuchElementException.class, () -> record.getShorts("d"));
        assertEquals("dataset d (I16) is missing", e.getMessage());
        assertEquals("Record[d=missing]", record.toString());
    }
}
