package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.szformat.concurrent.CompressedFile;
import org.szformat.filter.Filter;
import org.szformat.index.IndexTable;
import org.szformat.interop.text.DelimitedPrinter;
import org.szformat.interop.text.RecordPrinter;
import org.szformat.interop.text.SampleRange;
import org.szformat.interop.text.TextOutput;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;
import org.szformat.schema.Handle;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the index table. */
@Command(
        name = "skim",
        description = {
            "Prints the attributes of all records as TSV.",
            "",
            "This is the index table: no dataset is read. The columns are those of 'sz view --no-datasets'."
        },
        footer = {
            "Examples:",
            "  sz skim reads.sz | less -S",
            "  sz skim reads.sz --ids > ids.txt",
            "  sz skim reads.sz --ids --where 'channel == 12 && offset < 0'",
            "  sz skim reads.sz --header | python3 -m json.tool"
        })
final class SkimCommand extends SzCommand {
    @Parameters(paramLabel = "FILE", description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @ArgGroup(exclusive = true)
    private Part part = new Part();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private static final class Part {
        @Option(names = "--header", description = "Only the header of the file, as a line of JSON.")
        private boolean header;

        @Option(names = "--ids", description = "Only the IDs of the records, one a line.")
        private boolean ids;
    }

    /** For picocli. */
    SkimCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        try (CompressedFile.Reader reader = open(readable(file))) {
            Predicate<Attributes> wanted = wanted(reader);
            if (part.header) {
                output.write(streams(), out -> out.write(reader.header() + "\n"));
            } else if (part.ids) {
                Handle<String> key = Keys.handle(reader);
                output.write(streams(), out -> printIds(reader.index(), wanted, key, out));
            } else {
                output.write(streams(), out -> printTable(reader, wanted, out));
            }
        }
        return Main.OK;
    }

    private Predicate<Attributes> wanted(CompressedFile.Reader reader) {
        Filter condition = filter.of(reader.schema()).orElse(null);
        if (condition != null && condition.readsDatasets()) {
            throw new UsageException("--where: '" + condition + "' looks at a dataset, and skim reads none; 'sz view "
                    + "--no-datasets' has the same columns");
        }
        return condition == null ? row -> true : condition::test;
    }

    private static void printIds(IndexTable index, Predicate<Attributes> wanted, Handle<String> key, TextOutput out)
            throws IOException {
        for (long row = 0; row < index.size(); row++) {
            if (wanted.test(index.row(row))) {
                out.write(index.text(row, key));
                out.append('\n');
            }
        }
    }

    private static void printTable(CompressedFile.Reader reader, Predicate<Attributes> wanted, TextOutput out)
            throws IOException {
        IndexTable index = reader.index();
        List<Field> attributes = reader.schema().attributes();
        RecordPrinter printer = DelimitedPrinter.tabs(out, attributes, OutputFormat.TSV.separator(), SampleRange.ALL);
        printer.printHeader();
        for (long row = 0; row < index.size(); row++) {
            Attributes attributesOfRow = index.row(row);
            if (wanted.test(attributesOfRow)) {
                printer.print(attributesOfRow);
            }
        }
    }
}
