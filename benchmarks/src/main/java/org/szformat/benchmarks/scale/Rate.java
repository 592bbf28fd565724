package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How often a second each of some threads does a thing: by the clock, and by the processor time that the threads got,
 * which is what can be compared where other work runs on the machine.
 *
 * @param byClock operations per second and thread
 * @param byProcessor operations per second of a thread's processor time
 */
record Rate(double byClock, double byProcessor) {
    private static final int BATCH = 64;
    private static final double NANOS = 1e9;

    /** What is done, given a number that differs from call to call. */
    interface Operation {
        void run(int number) throws IOException;
    }

    /** The medians over some rounds, after a first that does not count. */
    static Rate perThread(int threads, int rounds, double seconds, Operation operation)
            throws IOException, InterruptedException {
        double[] byClock = new double[rounds];
        double[] byProcessor = new double[rounds];
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -1; round < rounds; round++) {
                List<Callable<Rate>> tasks = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    int first = (round + 2) * 1_000_003 + t * 7_919;
                    tasks.add(() -> round(first, seconds, operation));
                }
                for (Future<Rate> task : pool.invokeAll(tasks)) {
                    if (round >= 0) {
                        byClock[round] += task.get().byClock / threads;
                        byProcessor[round] += task.get().byProcessor / threads;
                    } else {
                        task.get();
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdown();
        }
        return new Rate(Medians.of(byClock), Medians.of(byProcessor));
    }

    private static Rate round(int first, double seconds, Operation operation) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        long beginProcessor = threads.getCurrentThreadCpuTime();
        long done = 0;
        int number = first;
        do {
            for (int i = 0; i < BATCH; i++) {
                operation.run(number++);
            }
            done += BATCH;
        } while (System.nanoTime() - begin < seconds * NANOS);
        long processor = threads.getCurrentThreadCpuTime() - beginProcessor;
        return new Rate(done * NANOS / (System.nanoTime() - begin), done * NANOS / Math.max(1, processor));
    }
}
