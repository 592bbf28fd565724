package org.szformat.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PositionalFileTest {
    @TempDir
    Path temp;

    private final byte[] bytes = new byte[3 << 20];
    private Path path;

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(bytes);
        path = Files.write(temp.resolve("data"), bytes);
    }

    @Test
    void readsRanges() throws Exception {
        try (PositionalFile file = PositionalFile.open(path)) {
            assertEquals(bytes.length, file.size());
            byte[] all = new byte[bytes.length + 2];
            file.readFully(0, all, 1, bytes.length);
            assertArrayEquals(bytes, Arrays.copyOfRange(all, 1, all.length - 1));
            byte[] some = new byte[1000];
            file.readFully(12345, some, 0, 1000);
            assertArrayEquals(Arrays.copyOfRange(bytes, 12345, 13345), some);
        }
    }

    @Test
    void howFarItReaches() throws Exception {
        try (PositionalFile file = PositionalFile.open(path)) {
            assertTrue(file.reach(0) && file.reach(bytes.length));
            assertFalse(file.reach(bytes.length + 1L));
            Files.write(path, new byte[1], StandardOpenOption.APPEND);
            assertTrue(file.reach(bytes.length + 1L));
        }
    }

    @Test
    void saysWhereTheFileEnds() throws Exception {
        try (PositionalFile file = PositionalFile.open(path)) {
            EOFException e =
                    assertThrows(EOFException.class, () -> file.readFully(bytes.length - 5, new byte[10], 0, 10));
            assertTrue(e.getMessage().contains("offset " + bytes.length), e.getMessage());
        }
    }

    @Test
    void anInterruptedReaderFinishesAndStaysInterrupted() throws Exception {
        try (PositionalFile file = PositionalFile.open(path)) {
            Thread.currentThread().interrupt();
            byte[] some = new byte[1000];
            file.readFully(7, some, 0, 1000);
            assertTrue(Thread.interrupted());
            assertArrayEquals(Arrays.copyOfRange(bytes, 7, 1007), some);
        }
    }

    @Test
    void interruptsDisturbNobody() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        try (PositionalFile file = PositionalFile.open(path)) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int seed = i;
                results.add(pool.submit(() -> {
                    synchronized (readers) {
                        readers.add(Thread.currentThread());
                    }
                    Random random = new Random(seed);
                    byte[] some = new byte[5000];
                    for (int n = 0; n < 5000 && !stop.get(); n++) {
                        int at = random.nextInt(bytes.length - some.length);
                        file.readFully(at, some, 0, some.length);
                        assertTrue(Arrays.equals(bytes, at, at + some.length, some, 0, some.length));
                    }
                    return null;
                }));
            }
            Random random = new Random(99);
            for (Future<?> result : results) {
                while (!result.isDone()) {
                    synchronized (readers) {
                        readers.get(random.nextInt(readers.size())).interrupt();
                    }
                    Thread.yield();
                }
                result.get();
            }
        } finally {
            stop.set(true);
            pool.shutdownNow();
        }
    }

    @Test
    void aClosedFileSaysSo() throws Exception {
        PositionalFile file = PositionalFile.open(path);
        file.close();
        assertThrows(ClosedChannelException.class, () -> file.readFully(0, new byte[1], 0, 1));
        assertThrows(ClosedChannelException.class, file::size);
    }
}
