package org.szformat.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.interop.text.TextOutput;
import org.szformat.record.Record;

/** Writes synthetic reads from several threads, fetches some by ID, reads all in parallel, and checks every one. */
public final class Demonstration {
    private static final int FETCHES = 200;

    private final Path file;
    private final DemoSettings settings;
    private final SyntheticReads reads;
    private final TextOutput out;

    /**
     * A demonstration.
     *
     * @param file where to write; nothing is there
     * @param settings how much of it
     * @param out takes what it has to say
     */
    public Demonstration(Path file, DemoSettings settings, TextOutput out) {
        this.file = file;
        this.settings = settings;
        this.reads = new SyntheticReads(settings.seed());
        this.out = out;
    }

    /**
     * Does all of it.
     *
     * @throws IOException when writing or reading fails, or a read is not what was written
     * @throws InterruptedException when the thread is interrupted
     */
    public void run() throws IOException, InterruptedException {
        long values = write();
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            say(
                    "  size      %.1f MB, of %.1f MB uncompressed: %.2f to 1",
                    megabytes(reader.file().storedBytes()),
                    megabytes(values),
                    (double) values / reader.file().storedBytes());
            fetch(reader);
            readAll(reader);
            verify(reader);
        }
    }

    private long write() throws IOException, InterruptedException {
        say(
                "Writing %d synthetic reads: %d producer threads, %d encoder threads",
                settings.reads(), settings.producers(), settings.threads());
        long start = System.nanoTime();
        LongAdder samples = new LongAdder();
        WriterOptions options = WriterOptions.defaults()
                .withLayout(settings.layout())
                .withHeader(reads.header())
                .withEncoders(settings.threads());
        long values;
        try (CompressedFile.Writer writer = CompressedFile.create(file, SyntheticReads.schema(), options)) {
            try {
                produce(writer, samples);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                writer.abort();
                throw e;
            }
            values = writer.metrics().valueBytes();
        }
        double seconds = seconds(start);
        say(
                "  written   %.1f million samples in %.2f s, made and written: %.1f million/s, %.0f MB/s",
                samples.sum() / 1e6, seconds, samples.sum() / 1e6 / seconds, megabytes(values) / seconds);
        return values;
    }

    private void produce(CompressedFile.Writer writer, LongAdder samples) throws IOException, InterruptedException {
        AtomicLong next = new AtomicLong();
        ExecutorService producers = Executors.newFixedThreadPool(settings.producers(), work -> {
            Thread thread = new Thread(work, "sz-demo-producer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Callable<Void> producer = () -> {
                for (long number = next.getAndIncrement(); number < settings.reads(); number = next.getAndIncrement()) {
                    Record read = reads.read(number);
                    samples.add(read.getShorts(SyntheticReads.RAW_SIGNAL).length);
                    writer.put(read);
                }
                return null;
            };
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < settings.producers(); i++) {
                running.add(producers.submit(producer));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a producer failed: " + e.getCause(), e.getCause());
        } finally {
            producers.shutdownNow();
        }
    }

    private void fetch(CompressedFile.Reader reader) throws IOException {
        SplittableRandom random = new SplittableRandom(settings.seed());
        int fetches = Math.min(FETCHES, settings.reads());
        long nanos = 0;
        for (int i = 0; i < fetches; i++) {
            long number = random.nextLong(settings.reads());
            String id = reads.id(number);
            long start = System.nanoTime();
            Record read = reader.get(id).orElseThrow(() -> new IOException("there is no read " + id));
            nanos += System.nanoTime() - start;
            compare(reads.read(number), read);
        }
        say("Fetching reads by ID");
        say("  fetched   %d, in any order: %.2f ms each", fetches, nanos / 1e6 / fetches);
    }

    private void readAll(CompressedFile.Reader reader) throws IOException, InterruptedException {
        say("Reading all: %d threads", settings.threads());
        LongAdder samples = new LongAdder();
        LongAdder values = new LongAdder();
        long start = System.nanoTime();
        reader.parallel(settings.threads()).forEach(read -> {
            samples.add(read.getShorts(SyntheticReads.RAW_SIGNAL).length);
            values.add(read.valueBytes());
        });
        double seconds = seconds(start);
        say(
                "  read      %.1f million samples in %.2f s: %.1f million/s, %.0f MB/s",
                samples.sum() / 1e6, seconds, samples.sum() / 1e6 / seconds, megabytes(values.sum()) / seconds);
    }

    private void verify(CompressedFile.Reader reader) throws IOException, InterruptedException {
        AtomicIntegerArray seen = new AtomicIntegerArray(settings.reads());
        reader.parallel(settings.threads()).forEach(read -> {
            int number = (int) read.getInteger(SyntheticReads.READ_NUMBER);
            compare(reads.read(number), read);
            seen.incrementAndGet(number);
        });
        for (int number = 0; number < settings.reads(); number++) {
            if (seen.get(number) != 1) {
                throw new IOException(
                        file + ": found " + seen.get(number) + " reads " + reads.id(number) + "; expected one");
            }
        }
        say("  verified  each was made again from its seed and compared, bit for bit");
    }

    private void compare(Record expected, Record read) throws IOException {
        if (!expected.equals(read)) {
            throw new IOException(file + ": found " + read + "; expected " + expected);
        }
    }

    private void say(String format, Object... values) throws IOException {
        out.write(String.format(Locale.ROOT, format, values));
        out.append('\n');
        out.flush();
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
