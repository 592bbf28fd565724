package org.szformat.container;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a file by their offsets, up to so many bytes in all; then the oldest go. Safe for use by many threads, which
 * do not wait for one another.
 *
 * @param <V> the parts, which are safe for use by many threads
 */
final class PartCache<V> {
    private record Entry(long offset, long bytes) {}

    private final long maxBytes;
    private final ConcurrentMap<Long, V> parts = new ConcurrentHashMap<>();
    private final Queue<Entry> oldestFirst = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    PartCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Nullable
    V get(long offset) {
        return parts.get(offset);
    }

    void put(long offset, V part, long partBytes) {
        if (partBytes > maxBytes) {
            return;
        }
        if (parts.putIfAbsent(offset, part) != null) {
            return;
        }
        oldestFirst.add(new Entry(offset, partBytes));
        bytes.addAndGet(partBytes);
        while (bytes.get() > maxBytes) {
            Entry oldest = oldestFirst.poll();
            if (oldest == null) {
                return;
            }
            parts.remove(oldest.offset());
            bytes.addAndGet(-oldest.bytes());
        }
    }
}
