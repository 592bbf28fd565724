package org.szformat.concurrent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.szformat.layout.Durability;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/** A process that writes with several producers, tells what each flush covered, and is killed sooner or later. */
final class CrashVictim {
    static final int PRODUCERS = 3;

    /** What it says when the file is closed. */
    static final String CLOSED = "closed";

    private static final int LONG_SAMPLES = 100_000;
    private static final int SHORT_SAMPLES = 1_500;

    private final CompressedFile.Writer writer;
    private final long seed;
    private final int records;
    private final boolean hasty;
    private final AtomicIntegerArray put = new AtomicIntegerArray(PRODUCERS);
    private volatile boolean hasSpoken;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    private CrashVictim(CompressedFile.Writer writer, long seed, int records) {
        this.writer = writer;
        this.seed = seed;
        this.records = records;
        this.hasty = seed % 4 == 3;
    }

    /** What a producer puts at its turn: noise, and a few records are long and make up most of the file. */
    static Record record(int producer, int number) {
        SplittableRandom random = new SplittableRandom(producer * 1_000_003L + number);
        byte[] noise = new byte[2 * random.nextInt(random.nextInt(20) == 0 ? LONG_SAMPLES : SHORT_SAMPLES)];
        random.nextBytes(noise);
        short[] signal = new short[noise.length / 2];
        ByteBuffer.wrap(noise).asShortBuffer().get(signal);
        return Record.builder(Reads.SCHEMA)
                .set("read_id", Reads.id(producer, number))
                .set("producer", producer)
                .set("number", number)
                .set("raw_signal", signal)
                .build();
    }

    /**
     * Arguments: the file, a seed, {@code create} or {@code append}, the durability, and how many records each producer
     * puts if it lives. Of every fourth seed the producers pause for nothing and flush seldom.
     */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        WriterOptions options = WriterOptions.defaults()
                .withEncoders(2)
                .withQueueBytes(4L << 20)
                .withWriteOptions(WriteOptions.defaults().withDurability(Durability.valueOf(args[3])));
        CompressedFile.Writer writer = args[2].equals("append")
                ? CompressedFile.append(path, options)
                : CompressedFile.create(path, Reads.SCHEMA, options);
        CrashVictim victim = new CrashVictim(writer, Long.parseLong(args[1]), Integer.parseInt(args[4]));
        try (writer) {
            Producers.run(PRODUCERS, producer -> () -> {
                victim.produce(producer);
                return null;
            });
        }
        victim.say(CLOSED);
        Thread.sleep(60_000);
    }

    private void produce(int producer) throws IOException, InterruptedException {
        Random random = new Random(seed * PRODUCERS + producer);
        for (int number = 0; number < records; ) {
            if (random.nextInt(8) == 0) {
                int some = Math.min(1 + random.nextInt(4), records - number);
                writer.putChunk(IntStream.range(number, number + some)
                        .mapToObj(each -> record(producer, each))
                        .toList());
                number += some;
            } else {
                writer.put(record(producer, number));
                number++;
            }
            put.set(producer, number);
            if (random.nextInt(hasty ? 1_000 : 60) == 0 || !hasSpoken) {
                flush();
            }
            if (!hasty && random.nextInt(100) == 0) {
                Thread.sleep(random.nextInt(20));
            }
        }
    }

    /** What all producers had put before the flush began is covered by it. */
    private void flush() throws IOException, InterruptedException {
        String covered = IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> Integer.toString(put.get(producer)))
                .collect(Collectors.joining(" "));
        writer.flush();
        say(covered);
    }

    /** One line, in one write. */
    private void say(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (out) {
            out.write(bytes);
            hasSpoken = true;
        }
    }
}
