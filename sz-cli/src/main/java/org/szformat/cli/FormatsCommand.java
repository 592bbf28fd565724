package org.szformat.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the formats. */
@Command(
        name = "formats",
        description = {
            "Lists the formats that are read and written.",
            "",
            "For each its name, whether it is read and written, whether its records are read in place (so that its files can stand for SZ files, and be combined), "
                    + "the extensions of its files and what it is; then its options, for --in-option where it is read and "
                    + "--out-option where it is written."
        },
        footer = {"Examples:", "  sz formats"})
final class FormatsCommand extends SzCommand {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** For picocli. */
    FormatsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(TextTable.of(formats(), ""));
        for (RecordFormat format : RecordFormats.all()) {
            append(text, format.name() + ", read: --in-option", format.readOptions());
            append(text, format.name() + ", written: --out-option", format.writeOptions());
        }
        output.write(streams(), out -> out.write(text.toString()));
        return Main.OK;
    }

    private static List<List<String>> formats() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("format", "read", "write", "in place", "extensions", "what"));
        rows.add(List.of("sz", "yes", "yes", "yes", "sz", "SZ files, containers and directories"));
        for (RecordFormat format : RecordFormats.all()) {
            rows.add(List.of(
                    format.name(),
                    yesOrNo(format, RecordFormat.Ability.READ),
                    yesOrNo(format, RecordFormat.Ability.WRITE),
                    yesOrNo(format, RecordFormat.Ability.ACCESS),
                    String.join(", ", format.extensions()),
                    format.description()));
        }
        return rows;
    }

    private static String yesOrNo(RecordFormat format, RecordFormat.Ability ability) {
        return format.abilities().contains(ability) ? "yes" : "-";
    }

    private static void append(StringBuilder text, String title, List<FormatOption> options) {
        if (!options.isEmpty()) {
            text.append('\n').append(title).append('\n');
            text.append(TextTable.of(
                    options.stream()
                            .map(option -> List.of(option.name(), option.values(), option.description()))
                            .toList(),
                    "  "));
        }
    }
}
