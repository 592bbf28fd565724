package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/**
 * How fast whole files are written, read through and read by ID, in both layouts, in millions of samples per second: the
 * medians of several runs, which take turns.
 *
 * <p>Options: {@code --signals DIR} (as {@link Reads#in} says; made up when not given), {@code --samples} of a file,
 * {@code --lengths} of reads (a list), {@code --runs}, {@code --gets}, {@code --codec} of the signal in a container,
 * {@code --dir}.
 */
public final class Throughput {
    private final Path directory;
    private final int gets;
    private final WriteOptions containerOptions;
    private final Map<String, Map<Layout, List<Double>>> results = new LinkedHashMap<>();

    private Throughput(Options options) throws IOException {
        directory = options.directory();
        gets = options.integer("gets", 500);
        WriteOptions any = WriteOptions.defaults().withOnExisting(OnExisting.REPLACE);
        containerOptions = options.text("codec")
                .map(codec -> any.withCodec(Reads.SIGNAL, ColumnCodec.parse(codec)))
                .orElse(any);
    }

    /** Runs, and prints a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments, "signals", "samples", "lengths", "runs", "gets", "codec", "dir");
        int samples = options.integer("samples", 18_000_000);
        List<Record> real = new ArrayList<>();
        if (options.text("signals").isPresent()) {
            Reads.in(Path.of(options.text("signals").get())).values().forEach(real::addAll);
        }
        Table table = new Table("reads of", "what", "directory Ms/s", "container Ms/s", "container : directory");
        for (int length : options.integers("lengths", "90_000,4_000")) {
            int count = Math.max(1, samples / length);
            List<Record> reads = real.isEmpty() ? Reads.madeUp(count, length) : Reads.cut(real, count, length);
            Throughput throughput = new Throughput(options);
            int runs = options.integer("runs", 7);
            for (int run = -1; run < runs; run++) {
                throughput.run(reads);
                if (run < 0) {
                    throughput.results.clear();
                }
            }
            throughput.addTo(table, length);
        }
        table.print(System.out);
    }

    private void addTo(Table table, int length) {
        results.forEach((what, layouts) -> {
            double old = median(layouts, Layout.DIRECTORY);
            double now = median(layouts, Layout.CONTAINER);
            table.add(
                    Table.grouped(length),
                    what,
                    Table.fixed(old, 1),
                    Table.fixed(now, 1),
                    old == 0 ? "-" : Table.fixed(now / old, 2));
        });
        ratio(table, length, "write, 2 encoders", "write, 1 encoder");
        ratio(table, length, "read, 2 threads", "read, 1 thread");
    }

    private void ratio(Table table, int length, String two, String one) {
        String[] ratios = new String[2];
        int at = 0;
        for (Layout layout : List.of(Layout.DIRECTORY, Layout.CONTAINER)) {
            ratios[at++] = Table.fixed(
                    median(results.getOrDefault(two, Map.of()), layout)
                            / median(results.getOrDefault(one, Map.of()), layout),
                    2);
        }
        table.add(Table.grouped(length), two + " : 1", ratios[0], ratios[1], "-");
    }

    private static double median(Map<Layout, List<Double>> layouts, Layout layout) {
        return Medians.of(layouts.getOrDefault(layout, List.of(0.0)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void time(String what, Layout layout, long samples, Work work) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        work.run();
        double rate = samples * 1e3 / (System.nanoTime() - begin);
        results.computeIfAbsent(what, key -> new LinkedHashMap<>())
                .computeIfAbsent(layout, key -> new ArrayList<>())
                .add(rate);
    }

    private void run(List<Record> reads) throws IOException, InterruptedException {
        long samples = Reads.samples(reads);
        for (int encoders = 1; encoders <= 2; encoders++) {
            for (Layout layout : List.of(Layout.DIRECTORY, Layout.CONTAINER)) {
                Path path = directory.resolve("throughput-" + layout);
                delete(path);
                int number = encoders;
                String what = "write, " + encoders + (encoders == 1 ? " encoder" : " encoders");
                time(what, layout, samples, () -> write(path, layout, reads, number));
            }
        }
        for (int threads = 1; threads <= 2; threads++) {
            for (Layout layout : List.of(Layout.DIRECTORY, Layout.CONTAINER)) {
                Path path = directory.resolve("throughput-" + layout);
                int number = threads;
                String what = "read, " + threads + (threads == 1 ? " thread" : " threads");
                time(what, layout, samples, () -> require(samples, readAll(path, number)));
            }
        }
        long wanted = samples / reads.size() * gets;
        for (Layout layout : List.of(Layout.DIRECTORY, Layout.CONTAINER)) {
            Path path = directory.resolve("throughput-" + layout);
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                require(1, reader.get(Reads.id(0)).isPresent() ? 1 : 0);
                time("get by ID", layout, wanted, () -> require(wanted, getSome(reader, reads)));
            }
            delete(path);
        }
    }

    private void write(Path path, Layout layout, List<Record> reads, int encoders)
            throws IOException, InterruptedException {
        WriterOptions options = WriterOptions.defaults()
                .withLayout(layout)
                .withEncoders(encoders)
                .withWriteOptions(layout == Layout.CONTAINER ? containerOptions : WriteOptions.defaults());
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA, options)) {
            for (Record read : reads) {
                writer.put(read);
            }
        }
    }

    private static long readAll(Path path, int threads) throws IOException, InterruptedException {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            if (threads > 1) {
                LongAdder sum = new LongAdder();
                reader.parallel(threads).forEach(read -> sum.add(read.getShorts(Reads.SIGNAL).length));
                return sum.sum();
            }
            try (Stream<Record> stream = reader.stream()) {
                return stream.mapToLong(read -> read.getShorts(Reads.SIGNAL).length)
                        .sum();
            }
        }
    }

    private long getSome(CompressedFile.Reader reader, List<Record> reads) throws IOException {
        SplittableRandom random = new SplittableRandom(gets);
        long sum = 0;
        for (int i = 0; i < gets; i++) {
            Record read = reader.get(Reads.id(random.nextInt(reads.size()))).orElseThrow();
            sum += read.getShorts(Reads.SIGNAL).length;
        }
        return sum;
    }

    private static void require(long expected, long found) throws IOException {
        if (found != expected) {
            throw new IOException("found " + found + " samples; expected " + expected);
        }
    }

    /** Removes a file, or a directory and the files in it. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
