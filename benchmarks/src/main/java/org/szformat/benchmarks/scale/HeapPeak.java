package org.szformat.benchmarks.scale;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The largest heap in use during some work, and the largest that collections left. */
final class HeapPeak implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 10;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final Thread sampler = new Thread(this::sample, "heap-peak");
    private volatile boolean done;
    private volatile long used;
    private volatile long live;

    HeapPeak() {
        System.gc();
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        while (!done) {
            used = Math.max(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            live = Math.max(live, afterCollections());
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long afterCollections() {
        long sum = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage usage = pool.getCollectionUsage();
            sum += usage == null ? 0 : usage.getUsed();
        }
        return sum;
    }

    long used() {
        return used;
    }

    long live() {
        return live;
    }

    /** What is in use now after a collection. */
    static long settled() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        done = true;
    }
}
