package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.schema.ValueType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** The frames that pysz wrote, dataset by dataset. */
class VectorsTest {

    private record Frame(ValueType type, String field, int record, byte[] bytes, String count) {

        byte[] content() {
            return Zstd.decompress(bytes, (int) Zstd.getFrameContentSize(bytes));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(VectorsTest.class.getResourceAsStream("/vectors/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static List<Frame> frames(String name) throws IOException {
        byte[] dat = resource(name + "/dat");
        List<String> lines = new String(resource(name + "/index"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String[] columns = lines.get(1).split("\t");
        List<Frame> frames = new ArrayList<>();
        for (int record = 0; record < lines.size() - 2; record++) {
            String[] cells = lines.get(record + 2).split("\t");
            int at = Integer.parseInt(cells[1]);
            for (int c = 2; c < columns.length; c++) {
                String[] column = columns[c].split(":");
                if (column[1].equals("D")) {
                    String[] cell = cells[c].split(":", -1);
                    int end = at + Integer.parseInt(cell[0]);
                    byte[] bytes = Arrays.copyOfRange(dat, at, end);
                    frames.add(new Frame(ValueType.valueOf(column[2]), column[0], record, bytes, cell[1]));
                    at = end;
                }
            }
        }
        return frames;
    }

    private static String codecOf(ValueType type) {
        return switch (type) {
            case I16, I32 -> "delta-zigzag, svb, zstd(3)";
            case U16, U32 -> "svb, zstd(3)";
            default -> "plain, zstd(3)";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "attributes", "reads", "reads_chunk_4_threads"})
    void framesDecodeAndTheirContentIsEncodedAgain(String name) throws IOException {
        List<Frame> frames = frames(name);
        assertTrue(frames.size() >= 10);
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        for (Frame frame : frames) {
            types.add(frame.type);
            ColumnCodec codec = ColumnCodec.parse(codecOf(frame.type));
            try (ColumnDecoder<?> decoder = codec.newDecoder(frame.type);
                    ColumnEncoder<?> encoder = codec.newEncoder(frame.type)) {
                again(frame, decoder, encoder);
            }
        }
        assertEquals(name.equals("types") ? 9 : types.size(), types.size());
    }

    private static <A> void again(Frame frame, ColumnDecoder<A> decoder, ColumnEncoder<?> encoder)
            throws CorruptDataException {
        A values = frame.count.isEmpty()
                ? decoder.decodeAll(frame.bytes, 0, frame.bytes.length, 1 << 24)
                : decoder.decode(frame.bytes, 0, frame.bytes.length, Integer.parseInt(frame.count), 1 << 24);
        ByteArrayBuilder out = new ByteArrayBuilder(0);
        encoder.appendAny(values, 0, decoder.kind().length(values), out);
        byte[] bytes = out.toByteArray();
        byte[] expected = frame.content();
        if (frame.type == ValueType.F128) {
            clearPadding(expected);
        }
        assertArrayEquals(expected, Zstd.decompress(bytes, expected.length), frame.field + " of " + frame.record);
    }

    private static void clearPadding(byte[] extended) {
        for (int at = 0; at < extended.length; at += 16) {
            Arrays.fill(extended, at + 10, at + 16, (byte) 0);
        }
    }

    @Test
    void framesOfTypesHoldTheValuesThatWereWritten() throws IOException {
        List<Frame> frames = frames("types");
        int compared = 0;
        for (Expected expected : expectedTypes()) {
            Frame frame = frames.stream()
                    .filter(f -> f.record == expected.record && f.field.equals(expected.field))
                    .findFirst()
                    .orElseThrow();
            try (ColumnDecoder<?> decoder =
                    ColumnCodec.parse(codecOf(frame.type)).newDecoder(frame.type)) {
                assertArrayEquals(expected.plain, plain(frame, decoder), frame.field + " of " + frame.record);
            }
            compared++;
        }
        assertEquals(20 * 9, compared);
    }

    private static <A> byte[] plain(Frame frame, ColumnDecoder<A> decoder) throws CorruptDataException {
        A values = frame.count.isEmpty()
                ? decoder.decodeAll(frame.bytes, 0, frame.bytes.length, 1 << 24)
                : decoder.decode(frame.bytes, 0, frame.bytes.length, Integer.parseInt(frame.count), 1 << 24);
        try (ColumnEncoder<?> encoder = ColumnCodec.parse("plain, none").newEncoder(frame.type)) {
            ByteArrayBuilder out = new ByteArrayBuilder(0);
            encoder.appendAny(values, 0, decoder.kind().length(values), out);
            return out.toByteArray();
        }
    }

    private record Expected(int record, String field, byte[] plain) {}

    /** The datasets of types.json, each as little-endian bytes. */
    private static List<Expected> expectedTypes() throws IOException {
        List<Expected> all = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(resource("types.json"))) {
            while (!(json.nextToken() == JsonToken.PROPERTY_NAME
                    && json.currentName().equals("records"))) {
                assertTrue(json.currentToken() != null, "no records");
            }
            json.nextToken();
            for (int record = 0; json.nextToken() == JsonToken.START_OBJECT; record++) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String field = json.currentName();
                    JsonToken value = json.nextToken();
                    if (field.equals("ID")) {
                        continue;
                    }
                    byte[] plain = value == JsonToken.VALUE_STRING
                            ? json.getString().getBytes(StandardCharsets.UTF_8)
                            : array(json, ValueType.valueOf(field.substring(1)).width());
                    all.add(new Expected(record, field, plain));
                }
            }
        }
        return all;
    }

    private static byte[] array(JsonParser json, int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            byte[] value = json.currentToken() == JsonToken.VALUE_STRING
                    ? HexFormat.of().parseHex(json.getString())
                    : ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(json.getLongValue())
                            .array();
            out.write(value, 0, width);
        }
        return out.toByteArray();
    }
}
