package org.szformat.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs the same thing on several threads. */
final class Producers {
    private Producers() {}

    /** Runs a task per producer and throws what the first of them threw. */
    static void run(int producers, IntFunction<Callable<Void>> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(producers);
        try {
            run(pool, producers, task);
        } finally {
            pool.shutdownNow();
        }
    }

    static void run(ExecutorService pool, int producers, IntFunction<Callable<Void>> task) throws Exception {
        List<Future<Void>> futures = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            futures.add(pool.submit(task.apply(producer)));
        }
        for (Future<Void> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
