package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;
import org.szformat.virtual.CombineResult;
import org.szformat.virtual.Virtual;

/**
 * What it costs to combine many files of small reads, to open the manifest, and to fetch reads through it by their IDs;
 * these are compared with what was written.
 *
 * <p>Options: {@code --files} (a list of numbers of files), {@code --reads} in each, {@code --samples} of a signal at
 * most, {@code --ids} that are fetched, {@code --threads}, {@code --dir}. Files that are in {@code --dir} already are
 * not written again.
 */
public final class CombineBenchmark {
    private static final int OPENINGS = 101;

    private final Path directory;
    private final int reads;
    private final int samples;
    private final int ids;
    private final int threads;
    private final Table combining =
            new Table("files", "reads", "MiB", "manifest MiB", "seconds", "peak heap MiB", "live heap MiB");
    private final Table reading =
            new Table("files", "first opening ms", "warm opening ms", "IDs fetched", "equal", "ms for each");

    private CombineBenchmark(Options options) throws IOException {
        this.directory = options.directory();
        this.reads = options.integer("reads", 2000);
        this.samples = options.integer("samples", 200);
        this.ids = options.integer("ids", 1000);
        this.threads = options.integer("threads", Runtime.getRuntime().availableProcessors());
    }

    /** Runs, and prints two tables. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments, "files", "reads", "samples", "ids", "threads", "dir");
        CombineBenchmark benchmark = new CombineBenchmark(options);
        for (int files : options.integers("files", "500,1_000,2_000")) {
            benchmark.measure(files);
        }
        System.out.println(
                "maximal heap: " + Table.mebibytes(Runtime.getRuntime().maxMemory()) + " MiB\n");
        benchmark.combining.print(System.out);
        benchmark.reading.print(System.out);
    }

    /** The read of a number in a file: always the same one. */
    private Record read(int file, int number) {
        long read = (long) file * reads + number;
        SplittableRandom random = new SplittableRandom(read);
        return Reads.read(Reads.id(read), read, Reads.signal(random, random.nextInt(samples / 2, samples + 1)));
    }

    private Path file(int number) throws IOException, InterruptedException {
        Path path = directory.resolve(String.format("reads-%06d.sz", number));
        if (Files.notExists(path)) {
            try (CompressedFile.Writer writer = CompressedFile.create(
                    path, Reads.SCHEMA, WriterOptions.defaults().withEncoders(1))) {
                for (int i = 0; i < reads; i++) {
                    writer.put(read(number, i));
                }
            }
        }
        return path;
    }

    private void measure(int count) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>(count);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            files.add(file(i));
            bytes += Files.size(files.get(i));
        }
        Path manifest = directory.resolve(count + ".szv");
        try (HeapPeak heap = new HeapPeak()) {
            long begin = System.nanoTime();
            CombineResult result = Virtual.combine(files).threads(threads).to(manifest, OnExisting.REPLACE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            combining.add(
                    Table.grouped(result.members()),
                    Table.grouped(result.records()),
                    Table.mebibytes(bytes),
                    Table.mebibytes(Files.size(manifest)),
                    Table.fixed(seconds, 2),
                    Table.mebibytes(heap.used()),
                    Table.mebibytes(heap.live()));
        }
        fetch(manifest, count);
    }

    private void fetch(Path manifest, int count) throws IOException {
        double[] openings = new double[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            long begin = System.nanoTime();
            CompressedFile.open(manifest).close();
            openings[i] = (System.nanoTime() - begin) / 1e6;
        }
        Random random = new Random(1);
        int equal = 0;
        long nanos = 0;
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            for (int i = 0; i < ids; i++) {
                int file = random.nextInt(count);
                int number = random.nextInt(reads);
                String id = Reads.id((long) file * reads + number);
                long begin = System.nanoTime();
                Record found = reader.get(id).orElseThrow();
                nanos += System.nanoTime() - begin;
                equal += found.equals(read(file, number)) ? 1 : 0;
            }
        }
        reading.add(
                Table.grouped(count),
                Table.fixed(openings[0], 2),
                Table.fixed(Medians.of(openings), 2),
                Table.grouped(ids),
                Table.grouped(equal),
                Table.fixed(nanos / 1e6 / ids, 3));
    }
}
