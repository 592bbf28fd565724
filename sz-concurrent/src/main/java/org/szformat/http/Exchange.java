package org.szformat.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one request and takes its answer, in bounded time and memory. */
final class Exchange {
    /** So much of what is no part of a file is taken, so that its connection can be used again. */
    private static final int MAX_OTHER = 16 << 10;

    /** The slowest that a server may be, in bytes a second, over a whole answer. */
    private static final long SLOWEST = 1 << 10;

    /** The one of the process, so that connections are used again whatever the options. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private final HttpOptions options;

    Exchange(HttpOptions options) {
        this.options = options;
    }

    /**
     * Asks for a range.
     *
     * @param range as the header {@code Range} has it
     * @param limit the most bytes that there are in it
     * @param conditions other headers
     * @throws IOException when nothing is answered; the tries to come may have more luck
     */
    Answer ask(URI uri, String range, int limit, Map<String, String> conditions) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .version(uri.getScheme().equals("http") ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .timeout(options.timeout())
                .header("Accept-Encoding", "identity")
                .header("Range", range);
        conditions.forEach(builder::header);
        Taking taking = new Taking(limit);
        Counters.REQUESTS.increment();
        CompletableFuture<HttpResponse<@Nullable Void>> sent = CLIENT.sendAsync(builder.build(), taking);
        try {
            return await(uri, sent, taking);
        } catch (ExecutionException e) {
            return taking.brokenOff(uri, asIOException(uri, e.getCause()));
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw Attempts.interrupted(uri, e);
        } finally {
            Counters.BYTES.add(taking.received());
        }
    }

    private Answer await(URI uri, CompletableFuture<HttpResponse<@Nullable Void>> sent, Taking taking)
            throws IOException, InterruptedException, ExecutionException {
        long silence = options.timeout().toNanos();
        long slice = Math.max(TimeUnit.MILLISECONDS.toNanos(1), Math.min(silence / 4, TimeUnit.SECONDS.toNanos(1)));
        long start = System.nanoTime();
        while (true) {
            try {
                return taking.whole(sent.get(slice, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                long longest = silence + TimeUnit.SECONDS.toNanos(taking.received() / SLOWEST);
                boolean isSilent = now - taking.lastSign(start) > silence;
                // Twice as long, since what is received late counts as well.
                if (isSilent || now - start > 2 * longest) {
                    sent.cancel(true);
                    return taking.brokenOff(
                            uri,
                            new HttpTimeoutException(
                                    isSilent
                                            ? "nothing for " + options.timeout().toMillis() + " ms"
                                            : "less than " + SLOWEST + " bytes a second"));
                }
            }
        }
    }

    private static IOException asIOException(URI uri, @Nullable Throwable cause) {
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (deeper instanceof UnresolvedAddressException) {
                return new UnknownHostException(uri + ": there is no such host");
            }
        }
        if (cause instanceof ConnectException && cause.getMessage() == null) {
            return new ConnectException("no connection; is anything listening there?");
        }
        return cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause);
    }

    /** Takes the body that an answer's status calls for. */
    private static final class Taking implements HttpResponse.BodyHandler<@Nullable Void> {
        private final int limit;
        private volatile @Nullable RangeBody body;
        private volatile HttpResponse.@Nullable ResponseInfo info;

        Taking(int limit) {
            this.limit = limit;
        }

        @Override
        public HttpResponse.BodySubscriber<@Nullable Void> apply(HttpResponse.ResponseInfo given) {
            RangeBody taken = new RangeBody(given.statusCode() == Answer.PART ? limit : MAX_OTHER);
            info = given;
            body = taken;
            return taken;
        }

        long received() {
            RangeBody taken = body;
            return taken == null ? 0 : taken.length();
        }

        long lastSign(long start) {
            RangeBody taken = body;
            return taken == null ? start : taken.lastSign();
        }

        Answer whole(HttpResponse<@Nullable Void> response) throws IOException {
            RangeBody taken = body;
            if (taken == null) {
                throw new IOException("no body");
            }
            return new Answer(
                    response.uri(),
                    response.statusCode(),
                    response.headers(),
                    taken.bytes(),
                    taken.length(),
                    response.statusCode() == Answer.PART ? taken.excess() : null);
        }

        /** What came of an answer before it was broken off; the exception itself if that is not even a status. */
        Answer brokenOff(URI uri, IOException failure) throws IOException {
            RangeBody taken = body;
            HttpResponse.ResponseInfo given = info;
            if (taken == null || given == null) {
                throw failure;
            }
            return new Answer(uri, given.statusCode(), given.headers(), taken.bytes(), taken.length(), failure);
        }
    }
}
