package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.json.JsonValue;
import org.szformat.schema.Field;

/** What there is to say of a file of another format. */
final class ForeignInfo {
    private ForeignInfo() {}

    static String of(Path path, RecordFormat format, boolean json, HeaderText header) throws IOException {
        try (RecordSource source = format.open(path, FormatOptions.defaults())) {
            return json ? asJson(format, source) + "\n" : asText(format, source, header);
        }
    }

    private static JsonValue asJson(RecordFormat format, RecordSource source) {
        Map<String, JsonValue> info = new LinkedHashMap<>();
        info.put("path", JsonValue.of(source.path().toString()));
        info.put("format", JsonValue.of(format.name()));
        info.put("header", StrictJson.of(source.header().asJson()));
        info.put(
                "key",
                source.schema()
                        .key()
                        .map(key -> (JsonValue) JsonValue.of(key.name()))
                        .orElse(JsonValue.NULL));
        info.put("attributes", asJson(source.schema().attributes()));
        info.put("datasets", asJson(source.schema().datasets()));
        info.put(
                "records",
                source.size().isPresent() ? JsonValue.of(source.size().getAsLong()) : JsonValue.NULL);
        info.put("bytes", JsonValue.of(source.bytes()));
        return JsonValue.of(info);
    }

    private static JsonValue asJson(List<Field> fields) {
        List<JsonValue> list = new ArrayList<>();
        for (Field field : fields) {
            Map<String, JsonValue> info = new LinkedHashMap<>();
            info.put("name", JsonValue.of(field.name()));
            info.put("type", JsonValue.of(field.type().name()));
            list.add(JsonValue.of(info));
        }
        return JsonValue.of(list);
    }

    private static String asText(RecordFormat format, RecordSource source, HeaderText header) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("file", source.path().toString()));
        rows.add(List.of("format", format.name() + " (" + format.description() + ")"));
        rows.add(List.of(
                "records",
                source.size().isPresent()
                        ? InfoCommand.count(source.size().getAsLong())
                        : "not known before it is read"));
        rows.add(List.of("size", InfoCommand.size(source.bytes())));
        StringBuilder text = new StringBuilder(TextTable.of(rows, ""));
        text.append(header.of(source.header()));
        text.append("\nattributes\n").append(fields(source, source.schema().attributes()));
        text.append("\ndatasets\n").append(fields(source, source.schema().datasets()));
        return text.toString();
    }

    private static String fields(RecordSource source, List<Field> fields) {
        return TextTable.of(
                fields.stream()
                        .map(field -> List.of(
                                field.name(),
                                field.type().name(),
                                source.schema().isKey(field) ? "(key)" : ""))
                        .toList(),
                "  ");
    }
}
