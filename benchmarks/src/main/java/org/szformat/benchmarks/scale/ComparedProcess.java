package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/**
 * One thing done with one file, some passes of it, in a process of its own; {@link Comparison} starts it, and like programs
 * for other libraries. Prints a line for each pass: seconds, processor seconds, records, samples, and the sum of every 16th
 * sample; and at the end the most memory that the process had, in KiB.
 *
 * <p>Arguments: {@code write|read|get|open|attributes CORPUS FILE THREADS PASSES LAYOUT}.
 */
public final class ComparedProcess {
    private final Path corpus;
    private final Path file;
    private final int threads;
    private final Layout layout;
    private long begin;
    private long beginProcessor;

    private ComparedProcess(Path corpus, Path file, int threads, Layout layout) {
        this.corpus = corpus;
        this.file = file;
        this.threads = threads;
        this.layout = layout;
    }

    /** What a pass went through. */
    private record Tally(long records, long samples, long sum) {}

    /** Runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ComparedProcess process = new ComparedProcess(
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                Integer.parseInt(arguments[3]),
                Layout.valueOf(arguments[5].toUpperCase(Locale.ROOT)));
        process.run(arguments[0], Integer.parseInt(arguments[4]));
        System.out.println("peak " + peakKibibytes());
    }

    private void run(String what, int passes) throws IOException, InterruptedException {
        List<Record> reads = what.equals("write") || what.equals("get") ? Corpus.read(corpus) : List.of();
        for (int pass = 0; pass < passes; pass++) {
            start();
            Tally tally = switch (what) {
                case "write" -> write(reads);
                case "read" -> read();
                case "get" -> get(reads);
                case "open" -> open();
                case "attributes" -> attributes();
                default -> throw new IllegalArgumentException(what);
            };
            System.out.printf(
                    Locale.ROOT,
                    "pass %.6f %.6f %d %d %d%n",
                    (System.nanoTime() - begin) / 1e9,
                    (processorNanos() - beginProcessor) / 1e9,
                    tally.records,
                    tally.samples,
                    tally.sum);
        }
    }

    private void start() {
        begin = System.nanoTime();
        beginProcessor = processorNanos();
    }

    private Tally write(List<Record> reads) throws IOException, InterruptedException {
        WriterOptions options = WriterOptions.defaults()
                .withLayout(layout)
                .withEncoders(threads)
                .withWriteOptions(WriteOptions.defaults().withOnExisting(OnExisting.REPLACE));
        try (CompressedFile.Writer writer = CompressedFile.create(file, Reads.SCHEMA, options)) {
            onThreads(number -> {
                for (int i = number; i < reads.size(); i += threads) {
                    writer.put(reads.get(i));
                }
            });
        }
        return new Tally(reads.size(), Reads.samples(reads), 0);
    }

    private Tally read() throws IOException, InterruptedException {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            Adder adder = new Adder();
            if (threads == 1) {
                try (Stream<Record> stream = reader.stream()) {
                    stream.forEach(adder::add);
                }
            } else {
                reader.parallel(threads).forEach(adder::add);
            }
            return adder.tally();
        }
    }

    private Tally get(List<Record> reads) throws IOException, InterruptedException {
        int wanted = Integer.parseInt(System.getenv().getOrDefault("IDS", "2000"));
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            start();
            Adder adder = new Adder();
            onThreads(number -> {
                for (int k = number; k < wanted; k += threads) {
                    int read = (int) ((k * 2654435761L + 12345) % reads.size());
                    adder.add(reader.get(reads.get(read).key()).orElseThrow());
                }
            });
            return adder.tally();
        }
    }

    private Tally open() throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            return new Tally(reader.size(), 0, 0);
        }
    }

    private Tally attributes() throws IOException, InterruptedException {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            LongAdder records = new LongAdder();
            reader.select(List.of("read_id", "digitisation", "offset", "range", "sampling_rate"))
                    .parallel(threads)
                    .forEach(read -> records.increment());
            return new Tally(records.sum(), 0, 0);
        }
    }

    /** Adds up what many threads give it. */
    private static final class Adder {
        private final LongAdder records = new LongAdder();
        private final LongAdder samples = new LongAdder();
        private final LongAdder sum = new LongAdder();

        void add(Record read) {
            records.increment();
            samples.add(read.getShorts(Reads.SIGNAL).length);
            sum.add(Corpus.sum(read));
        }

        Tally tally() {
            return new Tally(records.sum(), samples.sum(), sum.sum());
        }
    }

    private interface Work {
        void run(int number) throws IOException, InterruptedException;
    }

    private void onThreads(Work work) throws IOException, InterruptedException {
        if (threads == 1) {
            work.run(0);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = Stream.iterate(0, number -> number + 1)
                    .limit(threads)
                    .<Callable<Void>>map(number -> () -> {
                        work.run(number);
                        return null;
                    })
                    .toList();
            for (Future<Void> task : pool.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peakKibibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
