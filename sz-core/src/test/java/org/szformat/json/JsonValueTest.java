package org.szformat.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    /** Lines that Python's json.dumps wrote. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"version\": \"0.0.1\", \"n\": 3, \"nested\": {\"k\": [1, 2.5, null, true, false]}}",
                "[1e+16, 1.0, -0.0, 123456789012345678901234567890, 1e-05, NaN, Infinity, -Infinity]",
                "{\"note\": \"Gr\\u00f6\\u00dfe \\u2264 5 \\u00b5V \\\"q\\\" \\\\ /\"}",
                "\"\\ud83e\\uddec \\ud800 \\u007f \\u0000 \\b\\f\\n\\r\\t\"",
                "[[[[[[]]]]], {\"\": {}}]",
            })
    void textsOfPythonComeOutAsTheyWentIn(String text) throws Exception {
        assertEquals(text, JsonValue.parse(text).toString());
    }

    @Test
    void otherTextsBecomePythons() throws Exception {
        assertEquals(
                "{\"b\": [1, 2], \"a\": \"\\u00e9/\"}",
                JsonValue.parse(" {\"b\":[1,2] ,\"a\":\"é\\/\"}\n").toString());
    }

    @Test
    void ofMembersGivenTwiceTheLastCounts() throws Exception {
        assertEquals(
                "{\"a\": 3, \"b\": 2}",
                JsonValue.parse("{\"a\":1,\"b\":2,\"a\":3}").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1,]",
                "{\"a\"}",
                "{a: 1}",
                "'a'",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "nul",
                "[1 2]",
                "1 2",
                "\"\\x\"",
                "\"\u0001\"",
                "\"abc",
                "INF",
                "+Infinity",
                "-NaN",
                "// c\n1",
                "\"\\ud8\""
            })
    void whatIsNoJsonIsRefused(String text) {
        JsonSyntaxException e = assertThrows(JsonSyntaxException.class, () -> JsonValue.parse(text));
        assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, () -> e.column() + " in '" + text + "'");
    }

    @Test
    void depthAndNumbersAreLimited() throws Exception {
        String deep = "[".repeat(500) + "]".repeat(500);
        assertEquals(deep, JsonValue.parse(deep).toString());
        assertThrows(JsonSyntaxException.class, () -> JsonValue.parse("[" + deep + "]"));
        String number = "9".repeat(10_000);
        assertEquals(number, JsonValue.parse(number).toString());
        assertThrows(JsonSyntaxException.class, () -> JsonValue.parse(number + "9"));
    }

    @Test
    void anythingParsesOrIsRefused() {
        Random random = new Random(11);
        String alphabet = "{}[]:,\"\\u0e1.-+ nNtfI\u00e9\u0000\ud800";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                JsonValue value = JsonValue.parse(text.toString());
                assertEquals(value, JsonValue.parse(value.toString()));
            } catch (JsonSyntaxException e) {
                assertTrue(e.column() >= 1, e.getMessage());
            }
        }
    }

    @Test
    void randomValuesReadBack() throws Exception {
        Random random = new Random(12);
        for (int i = 0; i < 2000; i++) {
            JsonValue value = random(random, 4);
            assertEquals(value, JsonValue.parse(value.toString()), value::toString);
            assertEquals(value.toString(), JsonValue.parse(value.toString()).toString());
        }
    }

    private static JsonValue random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> JsonValue.of(random.nextLong() >> random.nextInt(64));
            case 3 -> JsonValue.of(Double.longBitsToDouble(random.nextLong()));
            case 4, 5 -> JsonValue.of(text(random));
            case 6 -> {
                List<JsonValue> items = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    items.add(random(random, depth - 1));
                }
                yield JsonValue.of(items);
            }
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    members.put(text(random).replaceAll("[\\ud800-\\udfff]", "?"), random(random, depth - 1));
                }
                yield JsonValue.of(members);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
        }
        return text.toString();
    }

    @Test
    void valuesAreValues() throws Exception {
        JsonValue.Obj object = JsonValue.parseObject("{\"a\": [1, \"x\"], \"b\": 2.50}");
        assertEquals(JsonValue.of(List.of(JsonValue.of(1), JsonValue.of("x"))), object.get("a"));
        assertNull(object.get("c"));
        assertEquals(2.5, ((JsonValue.Num) object.get("b")).toDouble());
        assertNotEquals(new JsonValue.Num("2.5"), object.get("b"), "the text of a number counts");
        assertThrows(UnsupportedOperationException.class, () -> object.members().put("c", JsonValue.NULL));
        assertThrows(IllegalArgumentException.class, () -> new JsonValue.Num("1_000"));
        assertThrows(IllegalArgumentException.class, () -> JsonValue.of(Map.of("\ud800", JsonValue.NULL)));
        assertEquals("NaN", JsonValue.of(Double.NaN).toString());
        assertEquals("-Infinity", JsonValue.of(Double.NEGATIVE_INFINITY).toString());
        assertEquals("1e-05", JsonValue.of(1e-5).toString());
        JsonSyntaxException e = assertThrows(JsonSyntaxException.class, () -> JsonValue.parseObject("[1]"));
        assertEquals("JSON, but not an object", e.getMessage());
    }
}
