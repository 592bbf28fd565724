package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.json.JsonValue;

/** The same puts and flushes by one producer make the same file, whoever encodes it, when, and on which Java. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeterminismTest {
    /** What the file of {@link #write} is: the same on all versions of Java, with these versions of the libraries. */
    private static final String SHA256 = "46b25693f4b9a64a4cbf7634049a522aa75e5966d6a24dec9efe498bd428da88";

    private static final int RECORDS = 1_000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void sameBytesForAnyNumberOfEncoders(int encoders) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(encoders);
        try {
            WriterOptions options = WriterOptions.defaults()
                    .withEncoders(encoders)
                    .withQueueBytes(8L << 20)
                    .withExecutor(task -> pool.execute(() -> {
                        delay(100_000_000);
                        task.run();
                    }));
            assertEquals(SHA256, sha256(write(options)));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void sameBytesOnThreadsOfTheWritersOwn() throws Exception {
        assertEquals(SHA256, sha256(write(WriterOptions.defaults())));
    }

    /** Chunks of one small record, of a few, of many, of one record that is longer than chunks should be, and full ones. */
    private Path write(WriterOptions options) throws Exception {
        Path path = temp.resolve("reads.sz");
        Random random = new Random(17);
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA, options)) {
            writer.putHeader("sample", JsonValue.of("HG002"));
            int number = 0;
            while (number < RECORDS) {
                if (random.nextInt(30) == 0) {
                    int some = 1 + random.nextInt(20);
                    writer.putChunk(Reads.reads(0, number, some, random.nextInt(9_000)));
                    number += some;
                } else {
                    int samples = number == RECORDS / 2 ? 3_000_000 : random.nextInt(40_000);
                    writer.put(Reads.read(0, number, samples));
                    number++;
                }
                if (random.nextInt(200) == 0 || number < 4) {
                    writer.flush();
                }
                if (random.nextInt(50) == 0) {
                    delay(5_000_000);
                }
            }
        }
        return path;
    }

    /** Waits for up to some nanoseconds, each time for another time. */
    private static void delay(int nanos) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(nanos));
    }

    private static String sha256(Path path) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    }
}
