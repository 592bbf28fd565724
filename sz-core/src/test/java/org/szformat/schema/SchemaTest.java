package org.szformat.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.number.Float80Array;

class SchemaTest {
    private static final Schema READS = Schema.builder()
            .dataset("raw_signal", ValueType.I16)
            .attribute("channel", ValueType.U16)
            .attribute("read_id", ValueType.S)
            .attribute("offset", ValueType.F64)
            .dataset("fastq", ValueType.S)
            .build();

    private static String refusal(Schema.Builder builder) {
        return assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    }

    @Test
    void attributesComeBeforeDatasetsEachInOrder() {
        assertEquals(
                List.of("channel", "read_id", "offset", "raw_signal", "fastq"),
                READS.fields().stream().map(Field::name).toList());
        for (int i = 0; i < READS.size(); i++) {
            assertEquals(i, READS.field(i).position());
        }
        assertEquals(3, READS.attributes().size());
        assertEquals(2, READS.datasets().size());
        assertEquals(
                "Schema[channel:A:U16, read_id:A:S (key), offset:A:F64, raw_signal:D:I16, fastq:D:S]",
                READS.toString());
    }

    @Test
    void theKeyIsTheFirstStringAttributeUnlessSaid() {
        assertEquals("read_id", READS.key().orElseThrow().name());
        Schema.Builder two = Schema.builder().attribute("a", ValueType.S).attribute("b", ValueType.S);
        assertEquals("b", two.key("b").build().key().orElseThrow().name());
        assertTrue(two.withoutKey().build().key().isEmpty());
        assertTrue(Schema.builder().dataset("a", ValueType.S).build().key().isEmpty());
        assertEquals(
                "the key must be a string attribute, not attribute n (I16)",
                refusal(Schema.builder().attribute("n", ValueType.I16).key("n")));
        assertEquals(
                "the key 'x' is no field of the schema",
                refusal(Schema.builder().attribute("n", ValueType.S).key("x")));
        assertNotEquals(two.key("a").build(), two.key("b").build());
    }

    @Test
    void namesAreChecked() {
        assertEquals("a schema needs at least one field", refusal(Schema.builder()));
        assertEquals(
                "the field name 'a' is given twice; names are unique over attributes and datasets together",
                refusal(Schema.builder().attribute("a", ValueType.S).dataset("a", ValueType.S)));
        assertEquals("a field's name is empty", refusal(Schema.builder().attribute("", ValueType.S)));
        assertEquals(
                "the field name 'a?b' has a control character at position 1",
                refusal(Schema.builder().attribute("a\tb", ValueType.S)));
        assertTrue(refusal(Schema.builder().attribute("a\ud800", ValueType.S)).contains("unpaired surrogate"));
        assertTrue(refusal(Schema.builder().attribute("é".repeat(128), ValueType.S))
                .contains("256 bytes"));
        assertEquals(
                255,
                Schema.builder()
                        .attribute("x".repeat(255), ValueType.S)
                        .build()
                        .field(0)
                        .name()
                        .length());
    }

    @Test
    void unknownNamesAreAnsweredWithThoseThereAre() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> READS.field("signal"));
        assertEquals(
                "there is no field 'signal'; there are channel, read_id, offset, raw_signal, fastq", e.getMessage());
        assertTrue(READS.find("signal").isEmpty());
        assertEquals("fastq", READS.find("fastq").orElseThrow().name());
    }

    @Test
    void selectionsKeepOrderAndKey() {
        Schema some = READS.select(List.of("fastq", "read_id"));
        assertEquals("Schema[read_id:A:S (key), fastq:D:S]", some.toString());
        assertTrue(READS.select(Set.of("channel")).key().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> READS.select(Set.of("x")));
        assertThrows(IllegalArgumentException.class, () -> READS.select(Set.of()));
        assertTrue(Projection.of(READS, List.of("channel", "read_id", "offset", "raw_signal", "fastq"))
                .isAll());
        assertEquals(
                some,
                Projection.without(READS, Set.of("channel", "offset", "raw_signal"))
                        .target());
        assertThrows(IllegalArgumentException.class, () -> Projection.without(READS, Set.of("x")));
        assertEquals(READS, Projection.of(READS, Set.of("fastq")).source());
    }

    @Test
    void handlesAreTyped() {
        Handle<short[]> signal = READS.shorts("raw_signal");
        short[] samples = {-1, 2};
        assertSame(samples, signal.view(samples));
        assertArrayEquals(new int[] {-1, 2}, READS.ints("raw_signal").view(samples));
        assertArrayEquals(new long[] {-1, 2}, READS.longs("raw_signal").view(samples));
        assertEquals("Handle[dataset raw_signal (I16)]", signal.toString());
        for (Runnable wrong : List.<Runnable>of(
                () -> READS.bytes("raw_signal"),
                () -> READS.floats("raw_signal"),
                () -> READS.doubles("raw_signal"),
                () -> READS.float80s("raw_signal"),
                () -> READS.text("raw_signal"),
                () -> READS.shorts("channel"),
                () -> READS.ints("fastq"),
                () -> READS.integer("offset"),
                () -> READS.integer("raw_signal"),
                () -> READS.real("channel"),
                () -> READS.real("read_id"),
                () -> READS.integer("nothing"))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    @Test
    void arraysAreSeenAsWiderOnes() {
        Schema.Builder all = Schema.builder();
        for (ValueType type : ValueType.values()) {
            all.dataset(type.name(), type);
        }
        Schema schema = all.build();
        byte[] bytes = {-1, 1};
        short[] shorts = {-1, 1};
        int[] ints = {-1, 1};
        long[] longs = {-1, 1};
        assertArrayEquals(new int[] {-1, 1}, schema.ints("I8").view(bytes));
        assertArrayEquals(new int[] {255, 1}, schema.ints("U8").view(bytes));
        assertArrayEquals(new int[] {65535, 1}, schema.ints("U16").view(shorts));
        assertArrayEquals(new long[] {65535, 1}, schema.longs("U16").view(shorts));
        assertArrayEquals(new long[] {255, 1}, schema.longs("U8").view(bytes));
        assertArrayEquals(new long[] {-1, 1}, schema.longs("I32").view(ints));
        assertArrayEquals(new long[] {4294967295L, 1}, schema.longs("U32").view(ints));
        assertSame(ints, schema.ints("U32").view(ints));
        assertSame(longs, schema.longs("U64").view(longs));
        assertSame(bytes, schema.bytes("U8").view(bytes));
        assertSame(shorts, schema.shorts("F16").view(shorts));
        assertArrayEquals(new float[] {1.5f, -2f}, schema.floats("F16").view(new short[] {0x3E00, (short) 0xC000}));
        assertArrayEquals(new double[] {1.5, -2}, schema.doubles("F16").view(new short[] {0x3E00, (short) 0xC000}));
        assertArrayEquals(new double[] {0.5, -3}, schema.doubles("F32").view(new float[] {0.5f, -3f}));
        double[] doubles = {0.1, Double.NaN};
        assertSame(doubles, schema.doubles("F64").view(doubles));
        assertArrayEquals(doubles, schema.doubles("F128").view(Float80Array.ofDoubles(doubles)));
        assertEquals("x", schema.text("S").view("x"));
    }

    @ParameterizedTest
    @EnumSource
    void typesHaveTheirNames(ValueType type) {
        assertSame(type, ValueType.of(type.name()));
        assertFalse(type.isInteger() && type.isFloat());
        assertEquals(type.name().startsWith("I"), type.isSigned());
        if (type != ValueType.S) {
            assertEquals(Integer.parseInt(type.name().substring(1)), type.width() * 8);
        }
        if (type.isInteger()) {
            assertTrue(type.holds(type.minValue()) && type.holds(type.maxValue()));
            assertEquals(type.width() == 8, type.holds(type.maxValue() + 1));
            assertEquals(type.width() == 8, type.holds(type.minValue() - 1));
        } else {
            assertThrows(IllegalStateException.class, type::minValue);
        }
    }

    @Test
    void typesHaveRanges() {
        assertEquals(-128, ValueType.I8.minValue());
        assertEquals(65535, ValueType.U16.maxValue());
        assertEquals(4294967295L, ValueType.U32.maxValue());
        assertEquals(Long.MIN_VALUE, ValueType.I64.minValue());
        assertEquals(Long.MAX_VALUE, ValueType.I64.maxValue());
        assertEquals(-1, ValueType.U64.maxValue());
        assertEquals(0, ValueType.U64.minValue());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ValueType.of("i16"));
        assertTrue(e.getMessage().startsWith("unknown type 'i16'; known are S I8 I16"), e.getMessage());
    }

    @Test
    void headersKeepOrderAndText() throws Exception {
        Header header = Header.parse("{\"b\": 1.0, \"a\": 1e+16}");
        assertEquals("{\"b\": 1.0, \"a\": 1e+16}", header.toString());
        Header more = header.with("b", JsonValue.of(2)).with("c", JsonValue.NULL);
        assertEquals("{\"b\": 2, \"a\": 1e+16, \"c\": null}", more.toString());
        assertEquals("{\"b\": 1.0, \"a\": 1e+16}", header.toString(), "headers are immutable");
        assertEquals("{\"b\": 2, \"c\": null}", more.without("a").toString());
        assertEquals(JsonValue.NULL, more.get("c").orElseThrow());
        assertTrue(more.get("d").isEmpty());
        assertEquals(Header.of(header.asJson()), header);
        assertEquals(Header.parse("{\"a\": 1e+16, \"b\": 1.0}"), header);
        assertEquals(Set.of("a", "b"), header.asMap().keySet());
        assertEquals("{}", Header.empty().toString());
        assertThrows(JsonSyntaxException.class, () -> Header.parse("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw_signal", "read_id"})
    void fieldsNameThemselves(String name) {
        assertTrue(READS.field(name).toString().contains(name));
    }
}
