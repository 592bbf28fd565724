package org.szformat.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.szformat.io.ReadOnlyProvider;

/**
 * A file of a web server, as it was when it was first asked for: in blocks, of which each is asked for once however many
 * threads want it, and those that lie next to one another together. Thread-safe.
 */
final class HttpFile implements Resource {
    /** The most that is asked for at once. */
    private static final int MAX_REQUEST = 16 << 20;

    /** A server that gives less of a range at a time than this has failed. */
    private static final int MIN_PART = 4 << 10;

    private static final AtomicLong IDS = new AtomicLong();

    private final HttpEngine engine;
    private final URI uri;
    private final long size;
    private final @Nullable String etag;
    private final @Nullable String lastModified;
    private final int blockBytes;
    private final long id = IDS.incrementAndGet();
    private final ConcurrentHashMap<Long, CompletableFuture<byte[]>> underWay = new ConcurrentHashMap<>();
    private volatile URI target;

    HttpFile(HttpEngine engine, URI uri, long size, Answer first) {
        this.engine = engine;
        this.uri = uri;
        this.size = size;
        this.etag = first.headers().firstValue("ETag").orElse(null);
        this.lastModified = first.headers().firstValue("Last-Modified").orElse(null);
        this.blockBytes = engine.options().blockBytes();
        this.target = first.uri();
    }

    long size() {
        return size;
    }

    int maxAhead() {
        return (int) (Math.min(MAX_REQUEST, engine.options().readAheadBytes()) / blockBytes);
    }

    /** Whether another is the same file unchanged, as far as the server tells. */
    boolean isSame(HttpFile other) {
        return size == other.size
                && Objects.equals(etag, other.etag)
                && Objects.equals(lastModified, other.lastModified)
                && (etag != null || lastModified != null);
    }

    @Override
    public BasicFileAttributes attributes() {
        FileTime time = FileTime.fromMillis(0);
        if (lastModified != null) {
            try {
                time = FileTime.from(ZonedDateTime.parse(lastModified, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                time = FileTime.fromMillis(0); // As if the server had not said it.
            }
        }
        return new ReadOnlyProvider.Attributes(false, size, time);
    }

    /** Keeps the whole blocks among bytes that came unasked. */
    void keep(long from, byte[] bytes, int length) {
        long block = (from + blockBytes - 1) / blockBytes;
        for (; block * blockBytes < size && endOf(block) <= from + length; block++) {
            int at = (int) (block * blockBytes - from);
            engine.cache().put(key(block), Arrays.copyOfRange(bytes, at, at + lengthOf(block)));
        }
    }

    private BlockCache.Key key(long block) {
        return new BlockCache.Key(id, block);
    }

    private long endOf(long block) {
        return Math.min(size, (block + 1) * blockBytes);
    }

    private int lengthOf(long block) {
        return (int) (endOf(block) - block * blockBytes);
    }

    /** Reads bytes that there are. */
    void read(long offset, byte[] into, int at, int length, SequentialReaders readers) throws IOException {
        long maxBlocks = Math.max(1, MAX_REQUEST / blockBytes);
        long end = offset + length;
        for (long from = offset; from < end; ) {
            long first = from / blockBytes;
            long last = Math.min((end - 1) / blockBytes, first + maxBlocks - 1);
            List<byte[]> blocks = blocks(first, last, readers);
            for (long block = first; block <= last; block++) {
                int inBlock = (int) (from - block * blockBytes);
                int count = (int) (Math.min(end, endOf(block)) - from);
                System.arraycopy(blocks.get((int) (block - first)), inBlock, into, at + (int) (from - offset), count);
                from += count;
            }
        }
    }

    private List<byte[]> blocks(long first, long last, SequentialReaders readers) throws IOException {
        List<CompletableFuture<byte[]>> blocks = new ArrayList<>();
        Claim claim = new Claim();
        try {
            for (long block = first; block <= last; block++) {
                blocks.add(claim.get(block));
            }
            claim.extend(last, readers);
            claim.fetch();
        } finally {
            claim.release();
        }
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            bytes.add(await(first + i, blocks.get(i), readers));
        }
        return bytes;
    }

    /** Waits for a block that another thread asked for, perhaps. */
    private byte[] await(long block, CompletableFuture<byte[]> future, SequentialReaders readers) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw Attempts.interrupted(uri, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedIOException) {
                return blocks(block, block, readers).get(0); // The other thread was interrupted, not this one.
            }
            throw new IOException(cause == null ? uri.toString() : cause.getMessage(), cause);
        }
    }

    /** Blocks that this thread, and no other, asks for. */
    private final class Claim {
        private final List<Long> numbers = new ArrayList<>();
        private final List<CompletableFuture<byte[]>> futures = new ArrayList<>();
        private int fetched;
        private IOException failure = new IOException(uri + ": nobody asked for it");

        /** A block, to come or at hand. */
        CompletableFuture<byte[]> get(long block) {
            byte[] kept = engine.cache().get(key(block));
            if (kept != null) {
                return CompletableFuture.completedFuture(kept);
            }
            CompletableFuture<byte[]> own = new CompletableFuture<>();
            CompletableFuture<byte[]> others = underWay.putIfAbsent(block, own);
            if (others != null) {
                return others;
            }
            // It may have come since.
            kept = engine.cache().get(key(block));
            if (kept != null) {
                underWay.remove(block, own);
                own.complete(kept);
            } else {
                numbers.add(block);
                futures.add(own);
            }
            return own;
        }

        /** Claims blocks behind the last one as well, if it is among those to be asked for. */
        void extend(long last, SequentialReaders readers) {
            if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != last) {
                return;
            }
            long ahead = readers.beyond(numbers.get(0), last);
            long room = Math.max(0, (long) MAX_REQUEST / blockBytes - numbers.size());
            long end = last + Math.min(ahead, room);
            for (long block = last + 1; block <= end && block * blockBytes < size; block++) {
                CompletableFuture<byte[]> next = get(block);
                if (futures.get(futures.size() - 1) != next) {
                    return; // It is at hand, or another thread asks for it.
                }
            }
        }

        /** Asks for all that was claimed. */
        void fetch() throws IOException {
            try {
                while (fetched < numbers.size()) {
                    int end = fetched + 1;
                    while (end < numbers.size() && numbers.get(end) == numbers.get(end - 1) + 1) {
                        end++;
                    }
                    fetch(end);
                }
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        /** Asks for blocks that lie next to one another, up to an index. */
        private void fetch(int end) throws IOException {
            long from = numbers.get(fetched) * blockBytes;
            byte[] bytes = range(from, (int) (endOf(numbers.get(end - 1)) - from));
            for (int at = 0; fetched < end; fetched++) {
                long number = numbers.get(fetched);
                byte[] block = Arrays.copyOfRange(bytes, at, at + lengthOf(number));
                at += block.length;
                engine.cache().put(key(number), block);
                underWay.remove(number, futures.get(fetched));
                futures.get(fetched).complete(block);
            }
        }

        /** Lets others ask for what did not come. */
        void release() {
            for (; fetched < numbers.size(); fetched++) {
                underWay.remove(numbers.get(fetched), futures.get(fetched));
                futures.get(fetched).completeExceptionally(failure);
            }
        }
    }

    /** Asks the server for a range, as often as is needed; what came before a connection broke is not asked for again. */
    private byte[] range(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        Attempts attempts = new Attempts(uri, engine.options());
        for (int done = 0; done < length; ) {
            URI at = target;
            Answer answer;
            try {
                String range = "bytes=" + (from + done) + "-" + (from + length - 1);
                answer = engine.exchange().ask(at, range, length - done, conditions());
            } catch (IOException e) {
                attempts.failed(e);
                continue;
            }
            if (answer.isRefusedAt(at, uri)) {
                target = uri;
                continue;
            }
            if (answer.isTransient()) {
                attempts.failed("HTTP status " + answer.status(), null, answer.retryAfter());
                continue;
            }
            requirePart(answer);
            Answer.Range part = answer.range().orElse(new Answer.Range(0, 0, -1));
            requireUnchanged(answer, part);
            if (part.from() != from + done || part.to() > from + length) {
                attempts.failed(
                        "the range "
                                + answer.headers().firstValue("Content-Range").orElse("of unknown bytes")
                                + " instead of " + (from + done) + "-" + (from + length - 1),
                        null,
                        answer.retryAfter());
                continue;
            }
            int got = (int) Math.min(answer.length(), part.to() - part.from());
            if (got == length && answer.bytes().length == length) {
                bytes = answer.bytes(); // All at once, as a rule.
            } else {
                System.arraycopy(answer.bytes(), 0, bytes, done, got);
            }
            done += got;
            boolean isShort = answer.failure() != null || got < MIN_PART;
            if (done < length && isShort) {
                attempts.failed("a body that ended after " + got + " bytes", answer.failure(), answer.retryAfter());
            } else if (answer.failure() == null) {
                target = answer.uri();
            }
        }
        return bytes;
    }

    private Map<String, String> conditions() {
        if (etag != null && !etag.startsWith("W/")) {
            return Map.of("If-Match", etag);
        }
        return lastModified == null ? Map.of() : Map.of("If-Unmodified-Since", lastModified);
    }

    private void requirePart(Answer answer) throws IOException {
        int status = answer.status();
        if (status == Answer.PRECONDITION_FAILED || status == Answer.NO_SUCH_RANGE) {
            throw changed(
                    "HTTP status " + status
                            + answer.headers()
                                    .firstValue("ETag")
                                    .map(now -> ", ETag " + now)
                                    .orElse(""),
                    etag != null ? "ETag " + etag : size + " bytes");
        }
        if (status != Answer.PART) {
            engine.forget(uri);
            throw Faults.of(uri, answer);
        }
    }

    private void requireUnchanged(Answer answer, Answer.Range part) throws IOException {
        if (part.total() >= 0 && part.total() != size) {
            throw changed(part.total() + " bytes", size + " bytes");
        }
        String now = answer.headers().firstValue("ETag").orElse(null);
        if (etag != null && now != null) {
            if (!etag.equals(now)) {
                throw changed("ETag " + now, "ETag " + etag);
            }
            return;
        }
        String time = answer.headers().firstValue("Last-Modified").orElse(lastModified);
        if (lastModified != null && !lastModified.equals(time)) {
            throw changed("Last-Modified " + time, "Last-Modified " + lastModified);
        }
    }

    private IOException changed(String found, String expected) {
        engine.forget(uri);
        return Faults.changed(uri, found, expected);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
