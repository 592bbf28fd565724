package org.szformat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.Match;
import org.szformat.interop.convert.DerivedField;
import org.szformat.interop.sz.LostRows;
import org.szformat.interop.text.SampleRange;
import org.szformat.record.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints records by ID. */
@Command(
        name = "get",
        description = {
            "Prints records by ID, in the order asked.",
            "",
            "The formats are those of 'sz view'. If several records have an ID, all are printed. If an ID is not there, the others are printed and the "
                    + "exit code is 1."
        },
        footer = {
            "Examples:",
            "  sz get reads.sz 0035aaf9-a746-4bbd-97c4-390ddc27c756",
            "  sz get reads.sz --list ids.txt --missing-ok --format jsonl -o some.jsonl",
            "  sz skim reads.sz --ids | shuf -n 9 | sz get reads.sz --list - -i read_id",
            "  sz get reads.sz READ_ID -i raw_signal -H --samples 1000-2000",
            "  sz get reads.sz --list ids.txt -o some.fastq"
        })
final class GetCommand extends SzCommand {
    /** So many IDs are looked up and read by several threads; where there is damage among them, one by one. */
    private static final int TOGETHER = 1 << 14;

    /** So few are not worth threads. */
    private static final int FEW = 16;

    @Parameters(index = "0", paramLabel = "FILE", description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ID", description = "IDs of records.")
    private List<String> ids = List.of();

    @Option(
            names = {"-l", "--list"},
            paramLabel = "FILE",
            description = "Read IDs from FILE, one a line; '-' is the standard input.")
    private @Nullable Path list;

    @Option(names = "--missing-ok", description = "It is no failure if an ID is not there.")
    private boolean missingOk;

    @Option(
            names = "--samples",
            paramLabel = "A-B",
            converter = RangeConverter.class,
            description = "Of every array only the values from A to before B, counted from 0 as Python's slices are: "
                    + "0-100 are the first hundred, 100- are the others. An array that ends before gives what it has.")
    private SampleRange samples = SampleRange.ALL;

    @Mixin
    private final RecordOptions records = new RecordOptions();

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    private static final class RangeConverter implements ITypeConverter<SampleRange> {
        @Override
        public SampleRange convert(String text) {
            try {
                return SampleRange.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Where records come from. */
    private interface RecordSource {
        Record read(long row) throws IOException;
    }

    /** For picocli. */
    GetCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (ids.isEmpty() && list == null) {
            throw new UsageException("no IDs given, neither as arguments nor by --list");
        }
        MissingIds missing = new MissingIds();
        DamagePolicy damages = skipping.of(file, streams());
        try (CompressedFile.Reader reader = open(readable(file));
                IdList wanted = IdList.of(ids, list, streams().in())) {
            Keys.handle(reader);
            boolean slices = !samples.equals(SampleRange.ALL);
            if (slices && records.derives(DerivedField.DURATION)) {
                throw new UsageException("--derive duration counts all samples, and --samples leaves some out");
            }
            records.write(
                    reader,
                    Set.of(),
                    output,
                    this,
                    (selected, consumer) -> forEach(selected, wanted, missing, damages, slices, consumer));
        }
        List<String> failures = new ArrayList<>();
        if (!missing.isEmpty() && !missingOk) {
            failures.add(missing.toString());
        }
        damages.failure().ifPresent(failures::add);
        if (!failures.isEmpty()) {
            throw new FailedException(file + ": " + String.join("; ", failures));
        }
        return Main.OK;
    }

    /** Hands on what is there and notes what is not. */
    private void forEach(
            CompressedFile.Reader reader,
            IdList wanted,
            MissingIds missing,
            DamagePolicy damages,
            boolean slices,
            RecordOptions.Consumer consumer)
            throws IOException, InterruptedException {
        RecordSource source =
                slices ? new SliceReader(reader.file(), reader.schema(), samples)::read : row -> reader.get(row);
        for (List<String> some = wanted.next(TOGETHER); !some.isEmpty(); some = wanted.next(TOGETHER)) {
            int done = slices || some.size() <= FEW ? 0 : handTogether(reader, some, consumer, missing);
            handOneByOne(reader, some.subList(done, some.size()), source, consumer, missing, damages);
        }
    }

    /** Hands on up to the first ID with damage; returns how many it has done. */
    private int handTogether(
            CompressedFile.Reader reader, List<String> some, RecordOptions.Consumer consumer, MissingIds missing)
            throws IOException, InterruptedException {
        int done = 0;
        try (Stream<Match> matches = reader.parallel(threads.threads()).find(some)) {
            for (Iterator<Match> each = matches.iterator(); each.hasNext(); done++) {
                Match match = each.next();
                if (match.isMissing()) {
                    missing.add(match.id());
                }
                for (Record record : match.records()) {
                    consumer.accept(record);
                }
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof SzFormatException)) {
                throw e.getCause();
            }
        }
        return done;
    }

    private static void handOneByOne(
            CompressedFile.Reader reader,
            List<String> some,
            RecordSource source,
            RecordOptions.Consumer consumer,
            MissingIds missing,
            DamagePolicy damages)
            throws IOException, InterruptedException {
        for (String id : some) {
            long[] rows = rows(reader, id, damages);
            if (rows == null) {
                continue;
            }
            if (rows.length == 0) {
                missing.add(id);
            }
            for (long row : rows) {
                @Nullable Record record = read(reader, source, row, damages);
                if (record != null) {
                    consumer.accept(record);
                }
            }
        }
    }

    /** The rows of an ID; none at all when damage hides whether there are any. */
    private static long @Nullable [] rows(CompressedFile.Reader reader, String id, DamagePolicy damages)
            throws IOException {
        try {
            return reader.file().rows(id);
        } catch (SzFormatException e) {
            if (!damages.skips()) {
                throw e;
            }
            damages.skipId(id, LostRows.fault(e));
            return null;
        }
    }

    private static @Nullable Record read(
            CompressedFile.Reader reader, RecordSource source, long row, DamagePolicy damages) throws IOException {
        try {
            return source.read(row);
        } catch (SzFormatException e) {
            if (!damages.skips()) {
                throw e;
            }
            damages.skip(List.of(LostRows.of(reader.file(), row, null, e)));
            return null;
        }
    }
}
