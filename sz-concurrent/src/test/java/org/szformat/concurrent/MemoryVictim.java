package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;

/**
 * A process whose memory runs out again and again while it writes. It checks that no call waits for ever, and that the
 * file has what its calls say.
 */
final class MemoryVictim {
    private static final int PRODUCERS = 3;
    private static final int RECORDS = 200;

    private final Path path;
    private final Random random;
    private final int[] admitted = new int[PRODUCERS];
    private volatile boolean lost;

    /** What closing said; null while it said nothing, as when its thread died of an error it could not catch. */
    private volatile @Nullable Boolean closed;

    private MemoryVictim(Path path, long seed) {
        this.path = path;
        this.random = new Random(seed);
    }

    /** Arguments: the file, for how many seconds, the first seed. Says how many files it wrote, and how many failed. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
        int rounds = 0;
        int failures = 0;
        for (long seed = Long.parseLong(args[2]); System.nanoTime() < until; seed++) {
            try {
                failures += new MemoryVictim(path, seed).round() ? 0 : 1;
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
            rounds++;
        }
        System.out.print(rounds + " " + failures);
        System.exit(0);
    }

    /** Whether the file could be completed. */
    private boolean round() throws Exception {
        Files.deleteIfExists(path);
        CompressedFile.Writer writer = CompressedFile.create(
                path, Reads.SCHEMA, WriterOptions.defaults().withEncoders(2).withQueueBytes(100_000));
        AtomicBoolean over = new AtomicBoolean();
        long hogSeed = random.nextLong();
        Thread hog = new Thread(() -> hog(new Random(hogSeed), over));
        List<Thread> producers = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int me = producer;
            producers.add(new Thread(() -> produce(writer, me)));
        }
        Thread closer = new Thread(() -> closeAfter(producers, writer));
        // This thread must not run out of memory itself: while memory is taken it does nothing but wait.
        hog.setDaemon(true);
        producers.forEach(Thread::start);
        closer.start();
        hog.start();
        closer.join();
        over.set(true);
        hog.join();
        if (closed == null) {
            closed = close(writer);
        }
        check(closed);
        return closed;
    }

    /** Takes all the memory there is, for a while, and gives it back. */
    private static void hog(Random random, AtomicBoolean over) {
        while (!over.get()) {
            Object taken = null;
            try {
                int size = 1 << 20;
                while (!over.get()) {
                    try {
                        taken = new Object[] {taken, new byte[size]};
                    } catch (OutOfMemoryError e) {
                        if (size <= 16) {
                            break;
                        }
                        size /= 4;
                    }
                }
                LockSupport.parkNanos(random.nextInt(3_000_000));
            } catch (OutOfMemoryError e) {
                // Again.
            }
            taken = null;
            LockSupport.parkNanos(random.nextInt(150_000_000));
        }
    }

    private void produce(CompressedFile.Writer writer, int producer) {
        try {
            for (int number = 0; number < RECORDS; number++) {
                if (number % 50 == 49) {
                    writer.flush();
                }
                Record record = CrashVictim.record(producer, number);
                writer.put(record);
                admitted[producer]++;
            }
        } catch (OutOfMemoryError | IOException e) {
            // Not admitted, and it puts no more.
        } catch (InterruptedException e) {
            lost = true;
        }
    }

    private void closeAfter(List<Thread> producers, CompressedFile.Writer writer) {
        try {
            for (int producer = 0; producer < PRODUCERS; producer++) {
                producers.get(producer).join();
            }
            closed = close(writer);
        } catch (InterruptedException e) {
            lost = true;
        }
    }

    /** An error in the calling thread leaves the writer to be closed again. */
    private static boolean close(CompressedFile.Writer writer) {
        while (true) {
            try {
                writer.close();
                return true;
            } catch (IOException e) {
                return false;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void check(boolean closed) throws IOException {
        require(!lost, "interrupted");
        int[] next = new int[PRODUCERS];
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            require(!closed || reader.isComplete(), "closed, but not complete");
            for (long row = 0; row < reader.size(); row++) {
                Record record = reader.get(row);
                int producer = Reads.producer(record);
                require(CrashVictim.record(producer, next[producer]++).equals(record), "another record");
            }
        }
        for (int producer = 0; producer < PRODUCERS; producer++) {
            boolean agrees = closed ? next[producer] == admitted[producer] : next[producer] <= admitted[producer];
            require(agrees, next[producer] + " in the file, " + admitted[producer] + " admitted");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
