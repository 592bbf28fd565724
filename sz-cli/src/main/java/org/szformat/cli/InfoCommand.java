package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.exchange.RecordFormat;
import org.szformat.json.JsonValue;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.virtual.VirtualFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in a file. */
@Command(
        name = "info",
        description = {
            "Says what is in a file: fields, codecs, counts, sizes.",
            "",
            "The layout, its version and whether its writer finished the file; header; fields with their types and "
                    + "codecs, of which those that lose information are marked; numbers of records and chunks; bytes "
                    + "of values and on disk. Of a file of another format: its fields, its header and, where it tells, "
                    + "how many records it has."
        },
        footer = {
            "Examples:",
            "  sz info reads.sz",
            "  sz info run.pod5 --full",
            "  sz info reads.sz --json | jq '.value_bytes / .compressed_bytes'"
        })
final class InfoCommand extends SzCommand {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    @Parameters(paramLabel = "FILE", description = "An SZ file, or one of another format.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--json", description = "As one line of JSON, with all of the header.")
    private boolean json;

    @Option(names = "--full", description = "With all of the header, of which long values are cut short otherwise.")
    private boolean full;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** For picocli. */
    InfoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (ForeignInputs.isForeign(file)) {
            RecordFormat format = ForeignInputs.format(file);
            String text = ForeignInfo.of(file, format, json, header());
            output.write(streams(), out -> out.write(text));
            return Main.OK;
        }
        try (CompressedFile.Reader reader = open(file)) {
            String text = json ? asJson(reader.file()) + "\n" : asText(reader.file(), header());
            output.write(streams(), out -> out.write(text));
        }
        return Main.OK;
    }

    private HeaderText header() {
        return full ? HeaderText.FULL : HeaderText.SHORT;
    }

    private static JsonValue asJson(RecordFile file) throws IOException {
        Map<String, JsonValue> info = new LinkedHashMap<>();
        info.put("path", JsonValue.of(file.path().toString()));
        info.put("layout", JsonValue.of(file.layout().toString()));
        info.put("version", JsonValue.of(file.formatVersion()));
        info.put("complete", file.isComplete() ? JsonValue.TRUE : JsonValue.FALSE);
        info.put(
                "incomplete_reason",
                file.incompleteness()
                        .map(reason -> (JsonValue) JsonValue.of(reason))
                        .orElse(JsonValue.NULL));
        info.put("header", StrictJson.of(file.header().asJson()));
        info.put(
                "key",
                file.schema()
                        .key()
                        .map(key -> (JsonValue) JsonValue.of(key.name()))
                        .orElse(JsonValue.NULL));
        info.put("attributes", asJson(file, file.schema().attributes()));
        info.put("datasets", asJson(file, file.schema().datasets()));
        if (file instanceof VirtualFile virtual) {
            info.put("members", JsonValue.of(virtual.memberCount()));
        }
        info.put("records", JsonValue.of(file.size()));
        info.put("chunks", JsonValue.of(file.chunks().size()));
        info.put("compressed_bytes", JsonValue.of(file.storedBytes()));
        info.put("value_bytes", JsonValue.of(file.valueBytes()));
        return JsonValue.of(info);
    }

    private static JsonValue asJson(RecordFile file, List<Field> fields) {
        return JsonValue.of(fields.stream().map(field -> asJson(file, field)).toList());
    }

    private static JsonValue asJson(RecordFile file, Field field) {
        Map<String, JsonValue> info = new LinkedHashMap<>();
        info.put("name", JsonValue.of(field.name()));
        info.put("type", JsonValue.of(field.type().name()));
        info.put("codec", JsonValue.of(file.codec(field)));
        info.put("lossy", isLossy(file, field) ? JsonValue.TRUE : JsonValue.FALSE);
        return JsonValue.of(info);
    }

    private static String asText(RecordFile file, HeaderText header) throws IOException {
        long stored = file.storedBytes();
        long values = file.valueBytes();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("file", file.path().toString()));
        rows.add(List.of("layout", file.layout() + " (" + file.formatVersion() + ")"));
        rows.add(List.of("complete", file.isComplete() ? "yes" : "no" + reason(file)));
        if (file instanceof VirtualFile virtual) {
            rows.add(List.of("members", count(virtual.memberCount())));
        }
        rows.add(List.of("records", count(file.size())));
        rows.add(List.of("chunks", count(file.chunks().size())));
        rows.add(List.of("values", size(values)));
        rows.add(List.of("size", size(stored)));
        rows.add(List.of("ratio", stored == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) values / stored)));
        StringBuilder text = new StringBuilder(TextTable.of(rows, ""));
        text.append(header.of(file.header()));
        text.append("\nattributes\n")
                .append(TextTable.of(rows(file, file.schema().attributes()), "  "));
        text.append("\ndatasets\n").append(TextTable.of(rows(file, file.schema().datasets()), "  "));
        return text.toString();
    }

    private static List<List<String>> rows(RecordFile file, List<Field> fields) {
        return fields.stream()
                .map(field -> List.of(
                        field.name(),
                        field.type().name(),
                        file.codec(field)
                                + (isLossy(file, field) ? " (lossy)" : "")
                                + (file.schema().isKey(field) ? " (key)" : "")))
                .toList();
    }

    /** Codecs that this version does not know, and those of directories, which have no level, are taken for lossless. */
    private static boolean isLossy(RecordFile file, Field field) {
        try {
            return ColumnCodec.parse(file.codec(field)).isLossy();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String reason(RecordFile file) {
        return file.incompleteness().map(reason -> ": " + reason).orElse("");
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String size(long bytes) {
        double scaled = bytes;
        int unit = 0;
        while (scaled >= 1024 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        String exact = count(bytes) + " bytes";
        return unit == 0 ? exact : exact + String.format(Locale.ROOT, " (%.1f %s)", scaled, UNITS[unit]);
    }
}
