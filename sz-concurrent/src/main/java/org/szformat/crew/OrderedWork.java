package org.szformat.crew;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Pieces of work that a {@link Crew} does, and their results in the order of the pieces; bounded by the memory that the
 * pieces say they take. For the crew's own thread.
 */
public final class OrderedWork<T> {
    private static final int PIECES_PER_THREAD = 4;

    private record Begun<T>(long bytes, Future<T> result) {}

    private final Crew crew;
    private final long maxBytes;
    private final Deque<Begun<T>> begun = new ArrayDeque<>();
    private long bytes;

    /**
     * Nothing begun yet.
     *
     * @param maxBytes how much memory pieces may take; a larger one is begun when there is no other
     */
    public OrderedWork(Crew crew, long maxBytes) {
        this.crew = crew;
        this.maxBytes = maxBytes;
    }

    public boolean isEmpty() {
        return begun.isEmpty();
    }

    /** Whether a piece that takes so much memory may be begun now. */
    public boolean hasRoom(long more) {
        return begun.isEmpty() || begun.size() < PIECES_PER_THREAD * crew.threads() && more <= maxBytes - bytes;
    }

    public void begin(long pieceBytes, Callable<T> work) {
        begun.add(new Begun<>(pieceBytes, crew.submit(work)));
        bytes += pieceBytes;
    }

    /** Whether the next result can be had without waiting. */
    public boolean isNextDone() {
        return !begun.isEmpty() && begun.element().result().isDone();
    }

    /** The next result, whose memory is then the caller's. */
    public T next() throws IOException, InterruptedException {
        Begun<T> first = begun.remove();
        bytes -= first.bytes();
        return crew.await(first.result());
    }
}
