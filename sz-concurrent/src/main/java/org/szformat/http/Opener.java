package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a URL leads to. The end of a file is asked for, since that is where readers begin. */
final class Opener {
    /** What servers answer that know ranges, but not those that are counted from the end. */
    private static final Set<Integer> PERHAPS_NO_SUFFIXES = Set.of(Answer.WHOLE, 400, Answer.NO_SUCH_RANGE, 501);

    private final HttpEngine engine;

    Opener(HttpEngine engine) {
        this.engine = engine;
    }

    /** A file, or the folder of an SZ directory's files. */
    Resource open(URI uri) throws IOException {
        try {
            return file(uri);
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
            file(URI.create(uri + (path.endsWith("/") ? "index" : "/index")));
            return true;
        } catch (NoSuchFileException | AccessDeniedException | NoRangesException e) {
            return false;
        }
    }

    private HttpFile file(URI uri) throws IOException {
        int length = 2 * engine.options().blockBytes();
        Answer answer = answer(uri, "bytes=-" + length, length);
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
        HttpFile file = new HttpFile(engine, uri, range.total(), answer);
        file.keep(range.from(), answer.bytes(), answer.length());
        return file;
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
