package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.json.JsonValue;

class InfoCommandTest {
    @TempDir
    Path folder;

    @Test
    void forPeople() {
        List<String> lines = Sz.run("info", Sz.vector("reads")).done().lines();
        assertTrue(lines.contains("layout    directory (pysz 0.3/0.4)"), lines::toString);
        assertTrue(lines.contains("complete  yes"));
        assertTrue(lines.contains("records   60"));
        assertTrue(lines.contains("size      124,135 bytes (121.2 KiB)"));
        assertTrue(lines.contains("  date     \"2023-04-03\""));
        assertTrue(lines.contains("  ID        S    text (key)"));
        assertTrue(lines.contains("  Raw    I16  delta-zigzag, svb, zstd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads", "types", "attributes"})
    void forPrograms(String vector) throws Exception {
        JsonValue.Obj expected = Sz.parse(Files.readString(Sz.vector(vector + ".json")));
        JsonValue.Obj info =
                Sz.run("info", "--json", Sz.vector(vector)).done().json().get(0);

        assertEquals(JsonValue.of("directory"), info.get("layout"));
        assertEquals(JsonValue.TRUE, info.get("complete"));
        assertEquals(expected.get("header"), info.get("header"));
        assertEquals(JsonValue.of("ID"), info.get("key"));
        assertEquals(
                JsonValue.of(((JsonValue.Array) expected.get("records")).items().size()), info.get("records"));
        assertEquals(
                JsonValue.of(Files.size(Sz.vector(vector).resolve("index"))
                        + Files.size(Sz.vector(vector).resolve("dat"))),
                info.get("compressed_bytes"));
        for (String kind : List.of("attributes", "datasets")) {
            List<JsonValue> fields = ((JsonValue.Array) info.get(kind)).items();
            List<JsonValue> declared = ((JsonValue.Array) expected.get(kind)).items();
            assertEquals(declared.size(), fields.size());
            for (int i = 0; i < fields.size(); i++) {
                JsonValue.Obj field = (JsonValue.Obj) fields.get(i);
                assertEquals(declared.get(i), JsonValue.of(List.of(field.get("name"), field.get("type"))));
                assertTrue(field.get("codec") instanceof JsonValue.Text);
            }
        }
        assertEquals(JsonValue.NULL, info.get("incomplete_reason"));
        for (String key : List.of("version", "chunks", "value_bytes")) {
            assertTrue(info.members().containsKey(key), key);
        }
    }

    @Test
    void longValuesOfTheHeaderAreCutShort() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        String value = "x".repeat(300);
        Files.writeString(
                file.resolve("index"),
                Files.readString(file.resolve("index")).replaceFirst("#.*", "#{\"a\": \"" + value + "\", \"b\": 7}"));
        List<String> lines = Sz.run("info", file).done().lines();
        String shown = "\"" + "x".repeat(99);
        assertTrue(lines.contains("  a  " + shown + " … (302 characters, --full)"), lines::toString);
        assertTrue(lines.contains("  b  7"), lines::toString);
        assertTrue(Sz.run("info", file, "--full").done().lines().contains("  a  \"" + value + "\""));
        assertTrue(Sz.run("info", file, "--json").done().out().contains(value));
    }

    @Test
    void whatIsNoJsonNumberBecomesText() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Files.writeString(
                file.resolve("index"),
                Files.readString(file.resolve("index"))
                        .replaceFirst("#.*", "#{\"a\": NaN, \"b\": [-Infinity, {\"c\": Infinity}], \"d\": 1e999}"));
        String json = Sz.run("info", "--json", file).done().out();
        assertTrue(
                json.contains(
                        "\"header\": {\"a\": \"NaN\", \"b\": [\"-Infinity\", {\"c\": \"Infinity\"}], \"d\": 1e999}"),
                json);
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Files.writeString(
                file.resolve("index"),
                Files.readString(file.resolve("index")).replaceFirst("#.*", "#{\"\\\\u001b[2J\": 1}"));
        String text = Sz.run("info", file).done().out();
        assertTrue(text.contains("\\u001b[2J"), text);
        assertTrue(text.indexOf('\u001b') < 0);
    }
}
