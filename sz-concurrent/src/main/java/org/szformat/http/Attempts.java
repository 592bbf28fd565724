package org.szformat.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The tries of one request, and the waits between them: random ones, of which the longest doubles each time. */
final class Attempts {
    /** Nobody waits longer than this, whatever a server asks for. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int MOST_DOUBLINGS = 10;

    private final URI uri;
    private final HttpOptions options;
    private int failed;

    Attempts(URI uri, HttpOptions options) {
        this.uri = uri;
        this.options = options;
    }

    /**
     * Waits for the next try.
     *
     * @param atLeast how long
     * @throws IOException when there is none
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     */
    void failed(String found, @Nullable Throwable cause, Duration atLeast) throws IOException {
        failed++;
        if (failed >= options.tries()) {
            throw new IOException(
                    uri + ": cannot be read after " + options.tries() + (options.tries() == 1 ? " try" : " tries")
                            + ": found " + found,
                    cause);
        }
        long most = options.backOff().toMillis() << Math.min(failed - 1, MOST_DOUBLINGS);
        long wait = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        Counters.RETRIES.increment();
        try {
            Thread.sleep(Math.min(LONGEST.toMillis(), Math.max(wait, atLeast.toMillis())));
        } catch (InterruptedException e) {
            throw interrupted(uri, e);
        }
    }

    /** Waits for the next try after an exception, unless that is one that further tries do not help against. */
    void failed(IOException failure) throws IOException {
        if (failure instanceof InterruptedIOException || Faults.isFinal(failure)) {
            throw failure;
        }
        failed(failure.getMessage() == null ? failure.toString() : failure.getMessage(), failure, Duration.ZERO);
    }

    static InterruptedIOException interrupted(URI uri, InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException exception = new InterruptedIOException(uri + ": interrupted while it was read");
        exception.initCause(cause);
        return exception;
    }
}
