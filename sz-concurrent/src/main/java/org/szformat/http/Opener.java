package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.io.ByteRange;

/** Finds out what a URL leads to. What readers begin with is asked for: the end of a file, as a rule. */
final class Opener {
    /** What servers answer that know ranges, but not those that are counted from the end. */
    private static final Set<Integer> PERHAPS_NO_SUFFIXES = Set.of(Answer.WHOLE, 400, Answer.NO_SUCH_RANGE, 501);

    /** No more than this is asked for before it is known that there is a file. */
    private static final int MAX_FIRST = 1 << 20;

    private final HttpEngine engine;

    Opener(HttpEngine engine) {
        this.engine = engine;
    }

    /**
     * A file, or the folder of an SZ directory's files.
     *
     * @param first what of a file is asked for; its end where that is not known
     * @param before what it led to before, which it leads to again if that has not changed
     */
    Resource open(URI uri, @Nullable ByteRange first, @Nullable HttpFile before) throws IOException {
        try {
            return file(uri, first, before);
        } catch (NoSuchFileException | AccessDeniedException | NoRangesException e) {
            if (uri.getRawQuery() != null || !isFolder(uri)) {
                throw e;
            }
            return new HttpFolder();
        }
    }

    private boolean isFolder(URI uri) throws IOException {
        String path = uri.getRawPath();
        try {
            file(URI.create(uri + (path.endsWith("/") ? "index" : "/index")), null, null);
            return true;
        } catch (NoSuchFileException | AccessDeniedException | NoRangesException e) {
            return false;
        }
    }

    private HttpFile file(URI uri, @Nullable ByteRange first, @Nullable HttpFile before) throws IOException {
        int length = 2 * engine.options().blockBytes();
        Answer answer = first == null || first.from() == first.to()
                ? answer(uri, "bytes=-" + length, length)
                : inBlocks(uri, first);
        if (PERHAPS_NO_SUFFIXES.contains(answer.status()) && !answer.isOfEmptyFile()) {
            answer = answer(uri, "bytes=0-" + (length - 1), length);
        }
        if (answer.isOfEmptyFile()) {
            return new HttpFile(engine, uri, 0, answer);
        }
        if (answer.status() != Answer.PART) {
            throw Faults.of(uri, answer);
        }
        Answer.Range range = answer.range().orElseThrow();
        HttpFile now = new HttpFile(engine, uri, range.total(), answer);
        HttpFile file = before != null && before.isSame(now) ? before : now;
        file.keep(range.from(), answer.bytes(), answer.length());
        return file;
    }

    /** Asks for the blocks that a range lies in; for the last of them, if it is long. */
    private Answer inBlocks(URI uri, ByteRange first) throws IOException {
        int blockBytes = engine.options().blockBytes();
        long last = (first.to() - 1) / blockBytes;
        long most = Math.max(2, MAX_FIRST / blockBytes);
        long from = Math.max(first.from() / blockBytes, last - most + 1) * blockBytes;
        int length = (int) ((last + 1) * blockBytes - from);
        return answer(uri, "bytes=" + from + "-" + (from + length - 1), length);
    }

    private Answer answer(URI uri, String range, int length) throws IOException {
        Attempts attempts = new Attempts(uri, engine.options());
        while (true) {
            Answer answer;
            try {
                answer = engine.exchange().ask(uri, range, length, Map.of());
            } catch (IOException e) {
                attempts.failed(e);
                continue;
            }
            Optional<String> fault = fault(answer);
            if (fault.isEmpty()) {
                return answer;
            }
            attempts.failed(fault.get(), answer.failure(), answer.retryAfter());
        }
    }

    /** Why another try is needed, if one is. */
    private static Optional<String> fault(Answer answer) {
        if (answer.isTransient()) {
            return Optional.of("HTTP status " + answer.status());
        }
        if (answer.status() != Answer.PART) {
            return Optional.empty();
        }
        Optional<Answer.Range> range = answer.range().filter(found -> found.total() >= 0);
        if (range.isEmpty()) {
            return Optional.of("a range that does not say which, and of how many bytes");
        }
        long expected = range.get().to() - range.get().from();
        return answer.failure() == null && answer.length() == expected
                ? Optional.empty()
                : Optional.of("a body that ended after " + answer.length() + " of " + expected + " bytes");
    }
}
