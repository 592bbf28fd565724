package org.szformat.interop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class PrintersTest {
    private static final Schema ATTRIBUTES = allTypes(Field.Kind.ATTRIBUTE);
    private static final Schema DATASETS = allTypes(Field.Kind.DATASET);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TextOutput out = new TextOutput(bytes);

    private static Schema allTypes(Field.Kind kind) {
        Schema.Builder schema = Schema.builder().withoutKey();
        for (ValueType type : ValueType.values()) {
            schema.add(kind, type.name(), type);
        }
        return schema.build();
    }

    private static Record scalars() {
        return Record.builder(ATTRIBUTES)
                .set("S", "\"\\\u0001\t\né𝄞")
                .set("I8", -128)
                .set("I16", -32768)
                .set("I32", Integer.MIN_VALUE)
                .set("I64", Long.MIN_VALUE)
                .set("U8", 255)
                .set("U16", 65535)
                .set("U32", 4294967295L)
                .set("U64", -1)
                .set("F16", 0.1)
                .set("F32", Float.NaN)
                .set("F64", 1e-5)
                .set("F128", Float80.parse("0.1"))
                .build();
    }

    private static Record arrays() {
        return Record.builder(DATASETS)
                .set("S", "x")
                .set("I8", new byte[] {-1, 1})
                .set("I16", new short[] {-1, 1})
                .set("I32", new int[] {-1, 1})
                .set("I64", new long[] {-1, 1})
                .set("U8", new byte[] {-1, 1})
                .set("U16", new short[] {-1, 1})
                .set("U32", new int[] {-1, 1})
                .set("U64", new long[] {-1, 1})
                .set("F16", new float[] {0.1f, Float.NEGATIVE_INFINITY})
                .set("F32", new float[] {0.1f, Float.NaN})
                .set("F64", new double[] {0.1, -0.0})
                .set("F128", Float80Array.of(Float80.parse("0.1"), Float80.NAN))
                .build();
    }

    private static Record missing(Schema schema) {
        RecordBuilder record = Record.builder(schema);
        schema.fields().forEach(record::setMissing);
        return record.build();
    }

    private String printed(RecordPrinter printer, Record record) throws IOException {
        printer.print(record);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void jsonAttributes() throws IOException {
        assertEquals(
                "{\"S\":\"\\\"\\\\\\u0001\\t\\né𝄞\",\"I8\":-128,\"I16\":-32768,\"I32\":-2147483648,"
                        + "\"I64\":-9223372036854775808,\"U8\":255,\"U16\":65535,\"U32\":4294967295,"
                        + "\"U64\":18446744073709551615,\"F16\":0.1,\"F32\":\"NaN\",\"F64\":1.0E-5,\"F128\":\"0.1\"}\n",
                printed(new JsonLinesPrinter(out, ATTRIBUTES.fields(), SampleRange.ALL), scalars()));
    }

    @Test
    void jsonDatasets() throws IOException {
        assertEquals(
                "{\"S\":\"x\",\"I8\":[-1,1],\"I16\":[-1,1],\"I32\":[-1,1],\"I64\":[-1,1],\"U8\":[255,1],"
                        + "\"U16\":[65535,1],\"U32\":[4294967295,1],\"U64\":[18446744073709551615,1],"
                        + "\"F16\":[0.1,\"-Infinity\"],\"F32\":[0.1,\"NaN\"],\"F64\":[0.1,-0.0],"
                        + "\"F128\":[\"0.1\",\"NaN\"]}\n",
                printed(new JsonLinesPrinter(out, DATASETS.fields(), SampleRange.ALL), arrays()));
    }

    @Test
    void jsonMissing() throws IOException {
        assertEquals(
                "{\"S\":null,\"I8\":null}\n",
                printed(
                        new JsonLinesPrinter(out, DATASETS.fields().subList(0, 2), SampleRange.ALL),
                        missing(DATASETS)));
    }

    @Test
    void commas() throws IOException {
        RecordPrinter printer = DelimitedPrinter.commas(out, ATTRIBUTES.fields(), ";", SampleRange.ALL);
        printer.printHeader();
        assertEquals(
                "S,I8,I16,I32,I64,U8,U16,U32,U64,F16,F32,F64,F128\n"
                        + "\"\"\"\\\u0001\t\né𝄞\",-128,-32768,-2147483648,-9223372036854775808,255,65535,"
                        + "4294967295,18446744073709551615,0.1,NaN,1.0E-5,0.1\n",
                printed(printer, scalars()));
    }

    @Test
    void tabs() throws IOException {
        assertEquals(
                "x\t-1,1\t-1,1\t-1,1\t-1,1\t255,1\t65535,1\t4294967295,1\t18446744073709551615,1\t0.1,-Infinity\t"
                        + "0.1,NaN\t0.1,-0.0\t0.1,NaN\n",
                printed(DelimitedPrinter.tabs(out, DATASETS.fields(), ",", SampleRange.ALL), arrays()));
    }

    @Test
    void missingAndEmptyAreTwoThings() throws IOException {
        Schema schema = Schema.builder()
                .attribute("a", ValueType.S)
                .attribute("b", ValueType.S)
                .dataset("c", ValueType.I16)
                .dataset("d", ValueType.I16)
                .build();
        Record record = Record.builder(schema)
                .set("a", "")
                .setMissing("b")
                .set("c", new short[0])
                .setMissing("d")
                .build();
        assertEquals(
                "\"\"\t\t\"\"\t\n", printed(DelimitedPrinter.tabs(out, schema.fields(), ",", SampleRange.ALL), record));
    }

    @Test
    void aPartOfEveryArray() throws IOException {
        assertEquals(
                "{\"S\":\"x\",\"I8\":[1],\"I16\":[1]}\n",
                printed(new JsonLinesPrinter(out, DATASETS.fields().subList(0, 3), new SampleRange(1, 5)), arrays()));
    }

    @Test
    void ranges() {
        assertEquals(new SampleRange(3, 10), SampleRange.parse("3-10"));
        assertEquals(new SampleRange(3, Long.MAX_VALUE), SampleRange.parse("3-"));
        for (String text : new String[] {"", "-", "-3", "3", "4-3", "1-2-3", "a-b", " 1-2"}) {
            assertThrows(IllegalArgumentException.class, () -> SampleRange.parse(text), text);
        }
    }
}
