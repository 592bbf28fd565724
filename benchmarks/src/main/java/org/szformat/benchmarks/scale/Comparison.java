package org.szformat.benchmarks.scale;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.szformat.record.Record;

/**
 * Our two layouts against other libraries on the same reads, in one run: what {@code benchmarks/run} starts. Every
 * measurement is a process of its own, the libraries take turns, and every reader must find the sum of every 16th sample that
 * the corpus has. The first pass of a process has the start of the virtual machine and its compilers in it ("first"); the
 * second half of the passes shows what goes on in a process that works for longer ("later", their median).
 *
 * <p>Options: {@code --samples} of a corpus, {@code --lengths} of its reads (a list, a corpus each), {@code --runs},
 * {@code --passes} of a process, {@code --ids} that are looked up, {@code --signals DIR} (as {@link Reads#in} says; made up
 * when not given), {@code --dir}, {@code --csv FILE}, {@code --markdown FILE}. Of the other libraries, {@code --slow5 PROGRAM} and
 * {@code --pysz PYTHON,SCRIPT} are given by the script.
 */
public final class Comparison {
    private static final Set<String> ALL = Set.of("write", "read", "get", "open", "attributes");
    private static final Set<String> FOREIGN = Set.of("write", "read", "get", "open");

    /** One operation with a number of threads. */
    private record Task(String operation, int threads) {
        @Override
        public String toString() {
            return operation + ", " + threads + (threads == 1 ? " thread" : " threads");
        }
    }

    private static final List<Task> TASKS = List.of(
            new Task("write", 1),
            new Task("write", 2),
            new Task("write", 4),
            new Task("read", 1),
            new Task("read", 2),
            new Task("get", 1),
            new Task("get", 2),
            new Task("attributes", 1),
            new Task("open", 1));

    private final Path directory;
    private final int runs;
    private final int passes;
    private final int ids;
    private final List<Contender> contenders;
    private final Table table = new Table(
            "reads of", "what", "library", "first", "later", "unit", "processor s", "MiB peak", "later : container");
    private final List<Object[]> csv = new ArrayList<>();

    private Comparison(Options options) throws IOException {
        directory = options.directory();
        runs = options.integer("runs", 2);
        passes = options.integer("passes", 16);
        ids = options.integer("ids", 2000);
        contenders = contenders(options);
    }

    private static List<Contender> contenders(Options options) {
        List<Contender> all = new ArrayList<>();
        for (String layout : List.of("container", "directory")) {
            all.add(new Contender("sz " + layout, java(), List.of(layout), ALL));
        }
        options.text("slow5")
                .ifPresent(program -> all.add(new Contender("slow5lib", List.of(program), List.of(), FOREIGN)));
        options.text("pysz")
                .ifPresent(words -> all.add(new Contender("pysz", List.of(words.split(",", -1)), List.of(), FOREIGN)));
        return all;
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx4g");
        command.addAll(Arrays.asList(System.getProperty("sz.jvm.options", "--enable-native-access=ALL-UNNAMED")
                .split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ComparedProcess.class.getName()));
        return command;
    }

    /** Runs, and prints a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(
                arguments,
                "samples",
                "lengths",
                "runs",
                "passes",
                "ids",
                "signals",
                "dir",
                "csv",
                "markdown",
                "slow5",
                "pysz");
        Comparison comparison = new Comparison(options);
        try {
            comparison.compareAll(options);
        } finally {
            comparison.clear(options.text("dir").isEmpty());
        }
        comparison.table.print(System.out);
        if (options.text("markdown").isPresent()) {
            try (PrintStream out = new PrintStream(options.text("markdown").get(), StandardCharsets.UTF_8)) {
                comparison.table.print(out);
            }
        }
        if (options.text("csv").isPresent()) {
            comparison.writeCsv(Path.of(options.text("csv").get()));
        }
    }

    private void compareAll(Options options) throws IOException, InterruptedException {
        List<Record> sources = new ArrayList<>();
        if (options.text("signals").isPresent()) {
            Reads.in(Path.of(options.text("signals").get())).values().forEach(sources::addAll);
        } else {
            sources.addAll(Reads.madeUp(64, 60_000));
        }
        long samples = options.integer("samples", 250_000_000);
        for (int length : options.integers("lengths", "90_000,4_000")) {
            compare(sources, samples, length);
        }
    }

    /** Removes what was written; of a directory that is this program's own, all. */
    private void clear(boolean own) throws IOException {
        for (Contender contender : contenders) {
            delete(file(contender));
        }
        if (own) {
            delete(directory);
        }
    }

    private void writeCsv(Path path) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(path);
                CSVPrinter printer = CSVFormat.DEFAULT.print(out)) {
            printer.printRecord(
                    "read_length",
                    "operation",
                    "threads",
                    "library",
                    "run",
                    "pass",
                    "seconds",
                    "processor_seconds",
                    "records",
                    "samples",
                    "peak_kib",
                    "stored_bytes");
            for (Object[] row : csv) {
                printer.printRecord(row);
            }
        }
    }

    /** What the runs of one task with one library gave. */
    private static final class Figures {
        private final List<Double> first = new ArrayList<>();
        private final List<Double> later = new ArrayList<>();
        private final List<Double> processor = new ArrayList<>();
        private long peakKibibytes;
    }

    /** The reads that all libraries work on: where they are, what each has to find there, and what came of it. */
    private record Trial(
            Path corpus,
            int length,
            int reads,
            long samples,
            long sum,
            Map<Contender, Long> sizes,
            Map<Task, Map<Contender, Figures>> results) {

        Trial(Path corpus, int length, int reads, long samples, long sum) {
            this(corpus, length, reads, samples, sum, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        Figures figures(Task task, Contender contender) {
            return results.computeIfAbsent(task, key -> new LinkedHashMap<>())
                    .computeIfAbsent(contender, key -> new Figures());
        }
    }

    private void compare(List<Record> sources, long samples, int length) throws IOException, InterruptedException {
        Path corpus = directory.resolve("corpus-" + length);
        int reads = Corpus.write(corpus, sources, samples, length);
        Trial trial = new Trial(corpus, length, reads, samples, Corpus.sum(Corpus.read(corpus)));
        System.err.println("corpus: " + Table.grouped(reads) + " reads of about " + Table.grouped(length)
                + " samples, sum " + trial.sum);
        for (int run = 0; run < runs; run++) {
            for (Task task : TASKS) {
                for (Contender contender : contenders) {
                    if (contender.can(task.operation)) {
                        run(trial, run, task, contender);
                    }
                }
            }
        }
        trial.results.forEach((task, figures) -> add(trial, task, figures));
        long ourBytes = trial.sizes.getOrDefault(contenders.get(0), 0L);
        trial.sizes.forEach((contender, bytes) -> table.add(
                Table.grouped(length),
                "size",
                contender.name(),
                "",
                Table.fixed(bytes * 8.0 / samples, 3),
                "bits/sample",
                "",
                "",
                Table.fixed((double) bytes / ourBytes, 3)));
        Files.delete(corpus);
    }

    private Path file(Contender contender) {
        return directory.resolve(
                contender.name().replace(' ', '-') + (contender.name().equals("slow5lib") ? ".blow5" : ".sz"));
    }

    private void run(Trial trial, int run, Task task, Contender contender) throws IOException, InterruptedException {
        int count = contender.name().equals("pysz") ? 1 : passes;
        Path file = file(contender);
        Contender.Outcome outcome = contender.run(task.operation, trial.corpus, file, task.threads, count, ids);
        Figures figures = trial.figures(task, contender);
        figures.peakKibibytes = Math.max(figures.peakKibibytes, outcome.peakKibibytes());
        if (task.operation.equals("write")) {
            trial.sizes.put(contender, Contender.storedBytes(file));
        }
        for (int pass = 0; pass < count; pass++) {
            Contender.Pass done = outcome.passes().get(pass);
            if (task.operation.equals("read") && (done.sum() != trial.sum || done.records() != trial.reads)) {
                throw new IOException(
                        contender.name() + " read " + done + "; expected " + trial.reads + " reads, sum " + trial.sum);
            }
            if (pass == 0) {
                figures.first.add(done.seconds());
            }
            if (pass >= count / 2) {
                figures.later.add(done.seconds());
                figures.processor.add(done.processorSeconds());
            }
            csv.add(new Object[] {
                trial.length,
                task.operation,
                task.threads,
                contender.name(),
                run,
                pass,
                done.seconds(),
                done.processorSeconds(),
                done.records(),
                done.samples(),
                outcome.peakKibibytes(),
                trial.sizes.get(contender)
            });
        }
        System.err.println(task + ", " + contender.name() + ": "
                + outcome.passes().stream()
                        .map(done -> Table.fixed(done.seconds(), 3))
                        .toList());
    }

    private void add(Trial trial, Task task, Map<Contender, Figures> figures) {
        double ours = later(figures.getOrDefault(contenders.get(0), new Figures()));
        figures.forEach((contender, each) -> {
            double first = median(each.first);
            double later = later(each);
            table.add(
                    Table.grouped(trial.length),
                    task,
                    contender.name(),
                    rate(trial, task, first),
                    rate(trial, task, later),
                    unit(task),
                    Table.fixed(median(each.processor), 3),
                    Table.mebibytes(each.peakKibibytes * 1024),
                    Table.fixed(ours / later, 2));
        });
    }

    private static double later(Figures figures) {
        return median(figures.later.isEmpty() ? figures.first : figures.later);
    }

    private static double median(List<Double> values) {
        return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String unit(Task task) {
        return switch (task.operation) {
            case "open" -> "ms";
            case "attributes" -> "reads/s";
            case "get" -> "reads/s";
            default -> "Msamples/s";
        };
    }

    private String rate(Trial trial, Task task, double seconds) {
        return switch (task.operation) {
            case "open" -> Table.fixed(seconds * 1e3, 2);
            case "attributes" -> Table.grouped(Math.round(trial.reads / seconds));
            case "get" -> Table.grouped(Math.round(ids / seconds));
            default -> Table.fixed(trial.samples / seconds / 1e6, 1);
        };
    }

    /** Removes a file of any library, and the index that slow5lib puts beside its own. */
    private static void delete(Path path) throws IOException {
        Throughput.delete(path);
        Files.deleteIfExists(Path.of(path + ".idx"));
    }
}
