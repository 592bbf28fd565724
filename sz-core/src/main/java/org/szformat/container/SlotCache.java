package org.szformat.container;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps what slots of arrays hold, up to so many bytes in all; then the oldest are emptied. Reading a slot is reading an
 * array. Safe for use by many threads, which do not wait for one another.
 *
 * @param <V> what slots hold, which is immutable
 */
final class SlotCache<V> {
    private record Slot<V>(AtomicReferenceArray<V> array, int index, long bytes) {}

    private final long maxBytes;
    private final Queue<Slot<V>> oldestFirst = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    SlotCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Fills a slot, unless another thread has, or the value is larger than all may be. */
    void fill(AtomicReferenceArray<V> array, int index, V value, long valueBytes) {
        if (valueBytes > maxBytes || !array.compareAndSet(index, null, value)) {
            return;
        }
        oldestFirst.add(new Slot<>(array, index, valueBytes));
        bytes.addAndGet(valueBytes);
        while (bytes.get() > maxBytes) {
            Slot<V> oldest = oldestFirst.poll();
            if (oldest == null) {
                return;
            }
            oldest.array().set(oldest.index(), null);
            bytes.addAndGet(-oldest.bytes());
        }
    }
}
