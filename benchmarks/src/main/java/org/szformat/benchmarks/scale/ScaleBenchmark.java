package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.container.AttachedFile;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;

/**
 * What containers of many small records, and of many chunks, cost to write, to open and to look records up in.
 *
 * <p>Options: {@code --records} (a list), {@code --chunks} (the number of chunks of a file of one record each; 0 for
 * none), {@code --samples} of a signal, {@code --rounds} and {@code --seconds} of each rate, {@code --threads} (a list),
 * {@code --dir}. Files that are in {@code --dir} already are read and not written.
 */
public final class ScaleBenchmark {
    private static final int IDS = 1 << 18;
    private static final int OPENINGS = 101;

    private final Options options;
    private final Path directory;
    private final int samples;
    private final Table writing = new Table(
            "file",
            "records",
            "chunks",
            "MiB",
            "signal bits per sample",
            "bytes per record besides",
            "seconds",
            "peak heap MiB",
            "live heap MiB");
    private final Table opening =
            new Table("file", "records", "reads", "bytes read", "first ms", "warm ms", "heap MiB");
    private final Table looking = new Table(
            "file",
            "records",
            "threads",
            "candidates per s and thread",
            "per s of processor",
            "gets per s and thread",
            "per s of processor");

    private ScaleBenchmark(Options options) throws IOException {
        this.options = options;
        this.directory = options.directory();
        this.samples = options.integer("samples", 20);
    }

    /** Runs, and prints three tables. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments, "records", "chunks", "samples", "rounds", "seconds", "threads", "dir");
        new ScaleBenchmark(options).run();
    }

    private void run() throws IOException, InterruptedException {
        for (int records : options.integers("records", "10,10_000,10_000_000")) {
            Path file = directory.resolve("records-" + records + ".sz");
            measure(file, records, () -> writeRecords(file, records));
        }
        int chunks = options.integer("chunks", 1_000_000);
        if (chunks > 0) {
            Path file = directory.resolve("chunks-" + chunks + ".sz");
            measure(file, chunks, () -> writeChunks(file, chunks));
        }
        System.out.println(
                "maximal heap: " + Table.mebibytes(Runtime.getRuntime().maxMemory()) + " MiB\n");
        writing.print(System.out);
        opening.print(System.out);
        looking.print(System.out);
    }

    private interface Writing {
        void run() throws IOException, InterruptedException;
    }

    private void measure(Path file, int records, Writing write) throws IOException, InterruptedException {
        String name = String.valueOf(file.getFileName());
        boolean isThere = Files.exists(file);
        try (HeapPeak heap = new HeapPeak()) {
            long begin = System.nanoTime();
            if (!isThere) {
                write.run();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            StoredBlocks stored = StoredBlocks.of(file, Reads.SCHEMA.size() - 1);
            writing.add(
                    name,
                    Table.grouped(records),
                    Table.grouped(stored.chunks()),
                    Table.mebibytes(stored.fileBytes()),
                    Table.fixed(8.0 * stored.valueBytes() / stored.values(), 2),
                    Table.fixed((double) (stored.fileBytes() - stored.valueBytes()) / records, 1),
                    isThere ? "-" : Table.fixed(seconds, 1),
                    isThere ? "-" : Table.mebibytes(heap.used()),
                    isThere ? "-" : Table.mebibytes(heap.live()));
        }
        open(name, file, records);
        lookUp(name, file, records);
    }

    private Record record(SplittableRandom random, int number) {
        return Reads.read(Reads.id(number), number, Reads.signal(random, samples));
    }

    private void writeRecords(Path file, int records) throws IOException, InterruptedException {
        WriterOptions writerOptions = WriterOptions.defaults()
                .withLayout(Layout.CONTAINER)
                .withWriteOptions(WriteOptions.defaults().withOnExisting(OnExisting.REPLACE));
        SplittableRandom random = new SplittableRandom(records);
        try (CompressedFile.Writer writer = CompressedFile.create(file, Reads.SCHEMA, writerOptions)) {
            for (int i = 0; i < records; i++) {
                writer.put(record(random, i));
            }
        }
    }

    private void writeChunks(Path file, int chunks) throws IOException {
        SplittableRandom random = new SplittableRandom(chunks);
        try (LayoutWriter writer = Layouts.of(Layout.CONTAINER)
                        .create(file, Reads.SCHEMA, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int i = 0; i < chunks; i++) {
                writer.write(encoder.encode(List.of(record(random, i))));
            }
            writer.finish(writer.header());
        }
    }

    private void open(String name, Path file, int records) throws IOException {
        List<CompressedFile.Reader> open = new ArrayList<>();
        double[] millis = new double[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            long begin = System.nanoTime();
            try (CompressedFile.Reader reader = CompressedFile.open(file)) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
                if (reader.size() != records) {
                    throw new IOException(file + ": found " + reader.size() + " records; expected " + records);
                }
            }
        }
        long before = HeapPeak.settled();
        ReadCalls reads = ReadCalls.of(() -> open.add(CompressedFile.open(file)));
        long heap = HeapPeak.settled() - before;
        opening.add(
                name,
                Table.grouped(records),
                reads.calls(),
                Table.grouped(reads.bytes()),
                Table.fixed(millis[0], 2),
                Table.fixed(Medians.of(millis), 2),
                Table.fixed(Math.max(heap, 0) / 1048576.0, 2));
        for (CompressedFile.Reader reader : open) {
            reader.close();
        }
    }

    private void lookUp(String name, Path file, int records) throws IOException, InterruptedException {
        int rounds = options.integer("rounds", 5);
        double seconds = options.text("seconds").map(Double::parseDouble).orElse(2.0);
        SplittableRandom random = new SplittableRandom(1);
        int[] rows = random.ints(IDS, 0, records).toArray();
        String[] ids = new String[IDS];
        for (int i = 0; i < IDS; i++) {
            ids[i] = Reads.id(rows[i]);
        }
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            AttachedFile container = (AttachedFile) reader.file();
            for (int threads : options.integers("threads", "1,2")) {
                Rate candidates = Rate.perThread(threads, rounds, seconds, number -> {
                    int i = number & (IDS - 1);
                    long[] found = container.candidates(ids[i]);
                    if (found.length == 0 || found[0] != rows[i]) {
                        throw new IOException(file + ": row " + rows[i] + " was not found by its ID");
                    }
                });
                Rate gets = Rate.perThread(threads, rounds, seconds, number -> {
                    int i = number & (IDS - 1);
                    Record record = reader.get(ids[i]).orElseThrow();
                    if (!record.key().equals(ids[i])) {
                        throw new IOException(file + ": found " + record.key() + "; expected " + ids[i]);
                    }
                });
                looking.add(
                        name,
                        Table.grouped(records),
                        threads,
                        Table.grouped(Math.round(candidates.byClock())),
                        Table.grouped(Math.round(candidates.byProcessor())),
                        Table.grouped(Math.round(gets.byClock())),
                        Table.grouped(Math.round(gets.byProcessor())));
            }
        }
    }
}
