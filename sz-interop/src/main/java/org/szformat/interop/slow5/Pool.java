package org.szformat.interop.slow5;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Things that one thread at a time uses, kept for the next. Safe for use by many threads.
 *
 * @param <T> what it keeps
 */
final class Pool<T extends Closeable> implements Closeable {
    private final Supplier<T> factory;
    private final ConcurrentLinkedQueue<T> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Pool(Supplier<T> factory) {
        this.factory = factory;
    }

    /** One that was given back, or a new one. */
    T take() {
        T pooled = idle.poll();
        return pooled == null ? factory.get() : pooled;
    }

    /** Gives back what {@link #take} gave. */
    void give(T used) throws IOException {
        idle.add(used);
        if (closed) {
            close();
        }
    }

    /** Closes those that are idle, and the others when they are given back. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (T pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
            pooled.close();
        }
    }
}
