package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.json.JsonValue;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;
import org.szformat.rewrite.Rewrite;
import org.szformat.schema.Handle;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** The Java of the README: what stands there stands here, to the letter but for indentation, and runs. */
@Timeout(600)
class ReadmeExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    private static short[] signal(int i) {
        short[] samples = new short[1000 + i];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = (short) (500 + (k * 31 + i) % 17);
        }
        return samples;
    }

    private void write(Path path) throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("channel", ValueType.U16)
                .attribute("offset", ValueType.F64)
                .dataset("raw_signal", ValueType.I16)
                .dataset("fastq", ValueType.S)
                .build();
        try (CompressedFile.Writer writer = CompressedFile.create(path, schema)) {
            writer.putHeader("sampling_rate", JsonValue.of(4000));
            List<Thread> producers = new ArrayList<>();
            for (int channel = 1; channel <= 4; channel++) {
                producers.add(new Thread(new Producer(writer, schema, channel)));
            }
            producers.forEach(Thread::start);
            for (Thread producer : producers) {
                producer.join();
            }
        }
    }

    record Producer(CompressedFile.Writer writer, Schema schema, int channel) implements Runnable {
        @Override
        public void run() {
            try {
                for (int i = 0; i < 100; i++) {
                    writer.put(Record.builder(schema)
                            .set("read_id", "channel-" + channel + "-read-" + i)
                            .set("channel", channel)
                            .set("offset", -237.0)
                            .set("raw_signal", signal(i))
                            .set("fastq", "@read\nACGT\n+\n!!!!")
                            .build());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void readById(Path path) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            Handle<short[]> rawSignal = reader.schema().shorts("raw_signal");
            short[] signal = reader.get("channel-3-read-17").orElseThrow().get(rawSignal);
            System.out.println(signal.length + " samples");

            long[] ofChannel2 = reader.index().rows(row -> row.getInteger("channel") == 2);
            System.out.println(ofChannel2.length + " reads of channel 2");
        }
    }

    private void readInParallel(Path path) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            LongAdder samples = new LongAdder();
            reader.select(List.of("raw_signal"))
                    .parallel(4)
                    .forEach(read -> samples.add(read.getShorts("raw_signal").length));
            System.out.println(samples + " samples in " + reader.size() + " reads");
        }
    }

    private void readMany(Path path, List<String> ids) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(path);
                Stream<Match> matches = reader.parallel(4).find(ids)) {
            matches.forEachOrdered(
                    match -> System.out.println(match.id() + (match.isMissing() ? " is not there" : " is there")));
        }
    }

    static void regroup(Path epochs, Path objects) throws Exception {
        Schema schema = Schema.builder()
                .attribute("object", ValueType.S)
                .attribute("epoch", ValueType.F64)
                .attribute("flux", ValueType.F32)
                .attribute("error", ValueType.F32)
                .build();
        try (CompressedFile.Writer writer = CompressedFile.create(epochs, schema)) {
            for (int night = 0; night < 200; night++) {
                writer.putChunk(observe(schema, night)); // 1,000 objects
                writer.flush();
            }
        }
        Rewrite.from(epochs).groupBy("object").sortBy("epoch").verified().to(objects, OnExisting.REFUSE);
        try (CompressedFile.Reader reader = CompressedFile.open(objects)) {
            List<Record> curve = reader.getAll("object-17");
            System.out.println(curve.size() + " epochs");
        }
    }

    /** All objects of a night, in an order of its own, as a telescope passes over them. */
    static List<Record> observe(Schema schema, int night) {
        Random random = new Random(night);
        List<Record> records = new ArrayList<>();
        for (int object = 0; object < 1_000; object++) {
            double period = 1 + object % 97 / 10.0;
            double flux = 100 + object % 50 + 10 * Math.sin(2 * Math.PI * night / period) + random.nextGaussian();
            records.add(Record.builder(schema)
                    .set("object", "object-" + object)
                    .set("epoch", 60_000 + night + object / 1e4)
                    .set("flux", (float) flux)
                    .set("error", (float) (1 + random.nextDouble() / 10))
                    .build());
        }
        Collections.shuffle(records, random);
        return records;
    }

    @Test
    void theExamplesDoWhatTheySay() throws Exception {
        Path path = temp.resolve("reads.sz");
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            write(path);
            readById(path);
            readInParallel(path);
            readMany(path, List.of("channel-4-read-99", "channel-5-read-0"));
            regroup(temp.resolve("epochs.sz"), temp.resolve("objects.sz"));
        } finally {
            System.setOut(console);
        }
        assertEquals(
                List.of(
                        "1017 samples",
                        "100 reads of channel 2",
                        (4 * (100 * 1000 + 4950)) + " samples in 400 reads",
                        "channel-4-read-99 is there",
                        "channel-5-read-0 is not there",
                        "200 epochs"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals("{\"sampling_rate\": 4000}", reader.header().toString());
        }
    }

    @Test
    void theReadmeHasTheseExamples() throws Exception {
        String here =
                unindented(Files.readString(Path.of("src/test/java/org/szformat/concurrent/ReadmeExamplesTest.java")));
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../README.md")));
        int found = 0;
        while (blocks.find()) {
            String block = unindented(blocks.group(1));
            assertTrue(here.contains(block), () -> "the README differs from what runs here:\n" + block);
            found++;
        }
        assertEquals(6, found);
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
