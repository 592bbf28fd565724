package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Locations;

/** Bytes of a web server are the file's, whatever goes wrong on the way, or the exception says what is wrong. */
@Timeout(60)
class HttpFilesTest {
    private static final HttpOptions OPTIONS = HttpOptions.defaults()
            .withMemoryBytes(16 << 20)
            .withBackOff(Duration.ofMillis(2))
            .withTimeout(Duration.ofSeconds(20));

    private final byte[] bytes = new byte[3_000_001];
    private RangeServer server;
    private Path path;

    @BeforeEach
    void start() throws IOException {
        OPTIONS.apply();
        new Random(1).nextBytes(bytes);
        server = new RangeServer();
        path = server.put("folder/file.bin", bytes);
    }

    @AfterEach
    void stop() {
        server.close();
        HttpOptions.defaults().apply();
    }

    private static byte[] read(SeekableByteChannel channel, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        synchronized (channel) {
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void assertRange(SeekableByteChannel channel, int from, int length) throws IOException {
        int end = Math.min(bytes.length, from + length);
        assertArrayEquals(Arrays.copyOfRange(bytes, from, Math.max(from, end)), read(channel, from, length));
    }

    @Test
    void rangesAreTheFiles() throws Exception {
        Random random = new Random(2);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertEquals(bytes.length, channel.size());
            for (int i = 0; i < 300; i++) {
                assertRange(channel, random.nextInt(bytes.length), random.nextInt(200_000));
            }
            assertRange(channel, 0, bytes.length);
            assertEquals(-1, channel.position(bytes.length).read(ByteBuffer.allocate(1)));
        }
        assertEquals(bytes.length, Files.size(path));
        assertTrue(Files.isRegularFile(path) && Files.isReadable(path) && !Files.isWritable(path));
        assertEquals(path, Path.of(URI.create(server.url("folder/file.bin"))));
        assertEquals(path, Locations.of(Locations.text(path)));
    }

    @Test
    void whatWasReadIsNotAskedForAgain() throws Exception {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertRange(channel, 100_000, 500_000);
            List<String> before = List.copyOf(server.requests());
            assertEquals(2, before.size(), before::toString);
            assertRange(channel, 200_000, 300_000);
            assertEquals(bytes.length, Files.size(path));
            assertEquals(before, server.requests());
        }
    }

    @Test
    void aFileFromFrontToBackTakesFewRequests() throws Exception {
        try (InputStream in = Files.newInputStream(path)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
        // 46 blocks; the last two come with the size, the others ever more at once.
        assertTrue(server.requests().size() <= 9, server.requests()::toString);
        assertTrue(server.sent() < bytes.length + 2 * OPTIONS.blockBytes(), server.sent() + " bytes");
    }

    @Test
    void manyThreadsAskForABlockOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            List<Future<?>> readers = new ArrayList<>();
            CountDownLatch start = new CountDownLatch(8);
            for (int i = 0; i < 8; i++) {
                readers.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    try (SeekableByteChannel own = Files.newByteChannel(path)) {
                        for (int at = 0; at < bytes.length; at += 100_000) {
                            assertRange(own, at, 100_000);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertEquals(bytes.length, channel.size());
        } finally {
            threads.shutdownNow();
        }
        assertEquals(new HashSet<>(server.requests()).size(), server.requests().size());
        assertTrue(server.sent() < bytes.length + 2 * OPTIONS.blockBytes(), server.sent() + " bytes");
    }

    /** What goes wrong, and is right when it is tried again. */
    enum Recoverable {
        STATUS_500,
        STATUS_503_RETRY_AFTER,
        STATUS_429,
        CUT,
        CUT_AT_ONCE,
        SILENT,
        SHORT,
        WRONG_RANGE,
        NO_RANGE_SAID,
        ENDLESS,
        NO_SUFFIXES,
        REDIRECT
    }

    private RangeServer.Fault fault(Recoverable kind) {
        return request -> {
            if (kind == Recoverable.NO_SUFFIXES) {
                if (request.isSuffix()) {
                    request.exchange().sendResponseHeaders(200, request.file().length);
                    request.exchange().getResponseBody().write(request.file());
                }
                return request.isSuffix();
            }
            if (kind == Recoverable.REDIRECT) {
                boolean isMoved = request.exchange().getRequestURI().getPath().startsWith("/moved");
                if (!isMoved) {
                    request.header("Location", server.url("moved"));
                    request.status(302);
                }
                return !isMoved;
            }
            if (request.number() % 3 == 0) {
                return false;
            }
            switch (kind) {
                case STATUS_500 -> request.status(500);
                case STATUS_429 -> request.status(429);
                case STATUS_503_RETRY_AFTER -> {
                    request.header("Retry-After", "0");
                    request.status(503);
                }
                case CUT -> server.send(request, request.from() + (request.to() - request.from()) / 2);
                case CUT_AT_ONCE -> {} // the connection is closed without an answer
                case SILENT -> {
                    server.send(request, request.from() + 1);
                    try {
                        Thread.sleep(1500);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                case SHORT -> {
                    request.contentRange(request.from(), request.to());
                    request.exchange().sendResponseHeaders(206, 10);
                    request.exchange().getResponseBody().write(request.file(), request.from(), 10);
                    request.exchange().getResponseBody().flush();
                }
                case WRONG_RANGE -> {
                    request.contentRange(request.from() + 1, request.to());
                    request.exchange().sendResponseHeaders(206, request.to() - request.from() - 1);
                    request.exchange().getResponseBody().write(request.file(), request.from() + 1, 10);
                    request.exchange().getResponseBody().flush();
                }
                case NO_RANGE_SAID -> request.status(206);
                case ENDLESS -> {
                    request.contentRange(request.from() - 1, request.to());
                    request.exchange().sendResponseHeaders(206, 0);
                    while (true) {
                        request.exchange().getResponseBody().write(bytes);
                    }
                }
                default -> throw new IllegalStateException();
            }
            return true;
        };
    }

    @ParameterizedTest
    @EnumSource(Recoverable.class)
    void bytesAreTheFilesUnderFaults(Recoverable kind) throws Exception {
        OPTIONS.withTimeout(Duration.ofMillis(kind == Recoverable.SILENT ? 300 : 20_000))
                .withBlockBytes(1 << 18)
                .withMemoryBytes(0)
                .apply();
        server.put("moved", bytes);
        server.setFault(fault(kind));
        Random random = new Random(3);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            for (int i = 0; i < 4; i++) {
                assertRange(channel, random.nextInt(bytes.length), random.nextInt(400_000));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RangeServer.Validator.class)
    void aChangedFileIsNoticed(RangeServer.Validator validator) throws Exception {
        server.setValidator(validator);
        byte[] other = Arrays.copyOf(bytes, bytes.length + (validator == RangeServer.Validator.NOTHING ? 1 : 0));
        other[5] ^= 1;
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertRange(channel, 100_000, 10);
            server.put("folder/file.bin", other);
            IOException changed = assertThrows(IOException.class, () -> read(channel, 1_000_000, 10));
            assertTrue(changed.getMessage().contains("changed on the server while being read"), changed.getMessage());
            assertTrue(changed.getMessage().contains(path.toString()), changed.getMessage());
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertArrayEquals(Arrays.copyOf(other, 10), read(channel, 0, 10));
        }
    }

    @Test
    void aFileThatIsNoLongerFreshIsLookedAtAgain() throws Exception {
        OPTIONS.withFreshness(Duration.ZERO).apply();
        assertEquals(bytes.length, Files.size(path));
        server.put("folder/file.bin", new byte[7]);
        assertEquals(7, Files.size(path));
        server.put("folder/file.bin", new byte[0]);
        assertEquals(0, Files.readAllBytes(path).length);
    }

    @Test
    void aServerWithoutRangesIsNamed() {
        server.setFault(request -> {
            request.exchange().sendResponseHeaders(200, request.file().length);
            request.exchange().getResponseBody().write(request.file());
            return true;
        });
        IOException none = assertThrows(IOException.class, () -> Files.newByteChannel(path));
        assertTrue(none.getMessage().contains(path.toString()), none.getMessage());
        assertTrue(none.getMessage().contains("whole files only")
                && none.getMessage().contains("download it"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 418, 500})
    void otherAnswersAreNamed(int status) {
        server.setFault(request -> {
            request.status(status);
            return true;
        });
        IOException refused = assertThrows(IOException.class, () -> Files.newByteChannel(path));
        assertEquals(status == 404, refused instanceof NoSuchFileException);
        assertTrue(refused.getMessage().contains(path.toString())
                && refused.getMessage().contains("" + status));
        assertEquals(
                status == 500 ? OPTIONS.tries() : status == 418 ? 1 : 2,
                server.requests().size());
    }

    @Test
    void nobodyListens() {
        server.close();
        IOException refused = assertThrows(IOException.class, () -> Files.newByteChannel(path));
        assertTrue(refused.getMessage().contains(path + ": cannot be read after 5 tries"), refused.getMessage());
    }

    @Test
    void aChangedSizeOrEndlessNonsenseIsBounded() {
        server.setFault(request -> {
            request.contentRange(request.from(), request.to());
            request.exchange().sendResponseHeaders(206, 0);
            while (true) {
                request.exchange().getResponseBody().write(bytes);
            }
        });
        IOException refused = assertThrows(IOException.class, () -> Files.newByteChannel(path));
        assertTrue(refused.getMessage().contains("tries"), refused.getMessage());
    }

    @Test
    void anInterruptStopsTheOneThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            server.setFault(request -> {
                asked.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return false;
            });
            List<Object> outcome = new ArrayList<>();
            Thread reader = new Thread(() -> {
                try {
                    outcome.add(read(channel, 0, 10));
                } catch (IOException e) {
                    outcome.add(e);
                    outcome.add(Thread.currentThread().isInterrupted());
                }
            });
            reader.start();
            asked.await();
            reader.interrupt();
            reader.join();
            assertTrue(outcome.get(0) instanceof InterruptedIOException, outcome::toString);
            assertEquals(true, outcome.get(1));
            goOn.countDown();
            assertRange(channel, 0, 10);
        }
    }

    @Test
    void blocksOnDiskAreNotAskedForAgain() throws Exception {
        OPTIONS.withMemoryBytes(100_000).withDiskBytes(2 << 20).apply();
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertRange(channel, 0, 1_500_000);
            int before = server.requests().size();
            assertRange(channel, 0, 1_500_000);
            assertEquals(before, server.requests().size());
            assertRange(channel, 1_000_000, 2_000_001);
            assertRange(channel, 0, 3_000_001);
            assertTrue(server.requests().size() > before + 1, "more than there is room for is asked for again");
        }
    }

    @Test
    void withoutMemoryEverythingIsAskedForAgain() throws Exception {
        OPTIONS.withMemoryBytes(0).apply();
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertRange(channel, 0, 100);
            assertRange(channel, 0, 100);
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void whatIsCounted() throws Exception {
        HttpStatistics before = HttpStatistics.now();
        Files.size(path);
        HttpStatistics made = HttpStatistics.now().since(before);
        assertEquals(1, made.requests());
        assertEquals(server.sent(), made.bytes());
        assertEquals(0, made.retries());
    }

    @Test
    void namesAreEscaped() throws Exception {
        server.put("a%20b/%C3%A9%23.bin", new byte[3]);
        assertEquals(3, Files.size(Locations.of(server.url("a b/é#.bin"))));
        assertEquals(3, Files.size(Locations.of(server.url("x")).resolveSibling("a b/é#.bin")));
        server.put("a%20b/%23.bin", new byte[3]);
        assertEquals(3, Files.size(Locations.of(server.url("x")).resolveSibling(Path.of("a b", "#.bin"))));
        Path query = Locations.of(server.url("a%20b/%C3%A9%23.bin?key=a/b"));
        assertEquals(3, Files.size(query));
        assertEquals("%C3%A9%23.bin?key=a/b", query.getFileName().toString());
        assertThrows(IllegalArgumentException.class, () -> Locations.of("http://user:secret@host/x"));
    }

    @Test
    void nothingIsWrittenOrListed() {
        assertThrows(FileSystemException.class, () -> Files.write(path, new byte[1]));
        assertThrows(FileSystemException.class, () -> Files.delete(path));
        assertThrows(FileSystemException.class, () -> Files.list(path.getParent()));
        assertFalse(Files.exists(path.resolveSibling("other")));
    }

    @Test
    void optionsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withTries(0));
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withBlockBytes(1));
        assertEquals(OPTIONS, HttpOptions.current());
    }
}
