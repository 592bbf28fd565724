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

    /**
     * How much memory a piece takes, in bytes.
     *
     * @param held from when it is begun until its result is taken
     * @param working besides that while somebody works on it, which no more do at once than there are threads
     */
    public record Footprint(long held, long working) {}

    private record Begun<T>(Footprint footprint, Future<T> result) {}

    private final Crew crew;
    private final long maxBytes;
    private final Deque<Begun<T>> begun = new ArrayDeque<>();
    private long held;

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

    /** Whether a piece may be begun now that takes so much memory until its result is taken. */
    public boolean hasRoom(long bytes) {
        return hasRoom(new Footprint(bytes, 0));
    }

    /** Whether a piece may be begun now. */
    public boolean hasRoom(Footprint more) {
        if (begun.isEmpty()) {
            return true;
        }
        if (begun.size() >= PIECES_PER_THREAD * crew.threads()) {
            return false;
        }
        long working = more.working();
        for (Begun<T> each : begun) {
            working = Math.max(working, each.footprint().working());
        }
        return more.held() + working * Math.min(crew.threads(), begun.size() + 1) <= maxBytes - held;
    }

    /** Begins a piece that takes so much memory until its result is taken. */
    public void begin(long bytes, Callable<T> work) {
        begin(new Footprint(bytes, 0), work);
    }

    /** Begins a piece. */
    public void begin(Footprint footprint, Callable<T> work) {
        begun.add(new Begun<>(footprint, crew.submit(work)));
        held += footprint.held();
    }

    /** Whether the next result can be had without waiting. */
    public boolean isNextDone() {
        return !begun.isEmpty() && begun.element().result().isDone();
    }

    /** The next result, whose memory is then the caller's. */
    public T next() throws IOException, InterruptedException {
        Begun<T> first = begun.remove();
        held -= first.footprint().held();
        return crew.await(first.result());
    }
}
