package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.szformat.io.ByteRange;

/** What all files share that are read with the same options: the cache, and what is known of URLs. Thread-safe. */
final class HttpEngine {
    private static final int MAX_KNOWN = 4096;
    private static final int LOCKS = 64;

    private static @Nullable HttpEngine current;

    private final HttpOptions options;
    private final Exchange exchange;
    private final BlockCache cache;
    private final Opener opener = new Opener(this);
    private final Map<URI, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock[] opening = new ReentrantLock[LOCKS];

    /** What a URL led to, and when. */
    private record Known(Resource resource, long nanoTime) {}

    private HttpEngine(HttpOptions options) {
        this.options = options;
        this.exchange = new Exchange(options);
        this.cache = new BlockCache(options);
        for (int i = 0; i < LOCKS; i++) {
            opening[i] = new ReentrantLock();
        }
    }

    static synchronized HttpEngine current() {
        HttpEngine engine = current;
        if (engine == null) {
            engine = new HttpEngine(HttpOptions.defaults());
            current = engine;
        }
        return engine;
    }

    static synchronized void install(HttpOptions options) {
        current = new HttpEngine(options);
    }

    HttpOptions options() {
        return options;
    }

    Exchange exchange() {
        return exchange;
    }

    BlockCache cache() {
        return cache;
    }

    /**
     * What a URL leads to, asked again unless that was done a short time ago.
     *
     * @param first what will be read first, and is asked for; the end where that is not known
     */
    Resource find(URI uri, @Nullable ByteRange first) throws IOException {
        Known known = known(uri);
        if (known != null && isFresh(known)) {
            return known.resource();
        }
        // Of two threads that open the same file, one asks.
        ReentrantLock lock = opening[(uri.hashCode() & 0x7FFF_FFFF) % LOCKS];
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Attempts.interrupted(uri, e);
        }
        try {
            known = known(uri);
            return known != null && isFresh(known) ? known.resource() : ask(uri, first, known);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Known known) {
        return System.nanoTime() - known.nanoTime() <= options.freshness().toNanos();
    }

    /** Asks what a URL leads to; a file that has not changed is the one that was known, with its blocks. */
    private Resource ask(URI uri, @Nullable ByteRange first, @Nullable Known before) throws IOException {
        HttpFile old = before != null && before.resource() instanceof HttpFile file ? file : null;
        Resource found = opener.open(uri, first, old);
        remember(uri, found);
        return found;
    }

    private @Nullable Known known(URI uri) {
        synchronized (known) {
            return known.get(uri);
        }
    }

    private void remember(URI uri, Resource resource) {
        synchronized (known) {
            known.put(uri, new Known(resource, System.nanoTime()));
            if (known.size() > MAX_KNOWN) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /** Asks again when a URL is opened the next time. */
    void forget(URI uri) {
        synchronized (known) {
            known.remove(uri);
        }
    }
}
