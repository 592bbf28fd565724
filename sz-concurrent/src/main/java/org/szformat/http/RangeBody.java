package org.szformat.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body of limited length; one that is longer is cut off, and its connection with it. What came before a
 * connection broke is kept.
 */
final class RangeBody implements HttpResponse.BodySubscriber<@Nullable Void> {
    private static final int FIRST_BUFFER = 1 << 16;

    private final int limit;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private byte[] bytes;
    private int length;
    private boolean overflow;
    private volatile long lastSign = System.nanoTime();
    private Flow.@Nullable Subscription subscription;

    RangeBody(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, FIRST_BUFFER)];
    }

    /** When something was last heard, by {@link System#nanoTime}. */
    long lastSign() {
        return lastSign;
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lastSign = System.nanoTime();
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        lastSign = System.nanoTime();
        for (ByteBuffer buffer : buffers) {
            int taken = Math.min(buffer.remaining(), limit - length);
            overflow |= taken < buffer.remaining();
            if (length + taken > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + taken, 2 * bytes.length)));
            }
            buffer.get(bytes, length, taken);
            length += taken;
        }
        if (overflow && subscription != null) {
            subscription.cancel();
            done.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    /** What came by now. */
    synchronized byte[] bytes() {
        return bytes;
    }

    synchronized int length() {
        return length;
    }

    /** Whether more came than there should be. */
    synchronized @Nullable IOException excess() {
        return overflow ? new IOException("a body of more than " + limit + " bytes") : null;
    }
}
