package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Locations;

/** Servers that lie, or say strange things: who reads is told, after a bounded number of requests. */
@Timeout(60)
class HostileServerTest {
    private static final HttpOptions OPTIONS = HttpOptions.defaults().withBackOff(Duration.ofMillis(1));

    private final byte[] bytes = new byte[1_000_000];
    private RangeServer server;
    private Path path;

    @BeforeEach
    void start() throws IOException {
        OPTIONS.apply();
        new Random(7).nextBytes(bytes);
        server = new RangeServer();
        path = server.put("file.bin", bytes);
    }

    @AfterEach
    void stop() {
        server.close();
        HttpOptions.defaults().apply();
    }

    private static byte[] read(SeekableByteChannel channel, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(from);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        return buffer.array();
    }

    /** Answers with so many bytes of what is asked for, and says that it does. */
    private static RangeServer.Fault partsOf(int most) {
        return request -> {
            if (request.isSuffix()) {
                return false;
            }
            int end = Math.min(request.to(), request.from() + most);
            request.contentRange(request.from(), end);
            request.exchange().sendResponseHeaders(206, end - request.from());
            request.exchange().getResponseBody().write(request.file(), request.from(), end - request.from());
            return true;
        };
    }

    @Test
    void partsAreJoined() throws Exception {
        server.setFault(partsOf(8192));
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            assertArrayEquals(Arrays.copyOfRange(bytes, 100_000, 200_000), read(channel, 100_000, 100_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void crumbsAreAFailure(int most) throws Exception {
        server.setFault(partsOf(most));
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            IOException failure = assertThrows(IOException.class, () -> read(channel, 100_000, 10));
            assertTrue(failure.getMessage().contains("tries"), failure.getMessage());
        }
        assertTrue(server.requests().size() <= 1 + OPTIONS.tries(), server.requests()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "ftp://127.0.0.1/file.bin",
                "http://[",
                "::",
                "",
                "/file.bin",
                "//",
                "mailto:x"
            })
    void redirectsToNowhere(String location) {
        server.setFault(request -> {
            request.header("Location", location);
            request.status(302);
            return true;
        });
        IOException failure = assertThrows(IOException.class, () -> Files.newByteChannel(path));
        assertTrue(failure.getMessage().contains(path.toString()), failure.toString());
        assertTrue(server.requests().size() <= 10 * OPTIONS.tries(), server.requests()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/x", "http://127.0.0.1:0/x"})
    void portsThatAreNone(String url) {
        assertThrows(IOException.class, () -> Files.newByteChannel(Locations.of(url)));
    }

    /** A server that knows no conditions, and leaves out its tag later. */
    @Test
    void aChangeThatOnlyTheTimeTells() throws Exception {
        server.setFault(request -> {
            request.header("Last-Modified", "Thu, 01 Jan 2026 00:00:0" + (request.isSuffix() ? 1 : 2) + " GMT");
            if (!request.isSuffix()) {
                request.exchange().getResponseHeaders().remove("ETag");
            }
            server.send(request, request.to());
            return true;
        });
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            IOException changed = assertThrows(IOException.class, () -> read(channel, 100_000, 10));
            assertTrue(changed.getMessage().contains("changed on the server"), changed.getMessage());
        }
    }
}
