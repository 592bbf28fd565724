package org.szformat.crew;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * So many threads, of which the one that hands out the work is one: while it waits for a result it works itself. So one
 * thread means one thread, and the thread that orders results and writes them leaves no processor idle meanwhile. For
 * the thread that made it alone.
 */
public final class Crew implements Closeable {
    private final LinkedBlockingDeque<FutureTask<?>> tasks = new LinkedBlockingDeque<>();
    private final List<Thread> helpers = new ArrayList<>();
    private final int threads;
    private volatile boolean closed;

    /** Starts all threads but one, which is the caller. */
    public Crew(String name, int threads) {
        this.threads = threads;
        for (int i = 1; i < threads; i++) {
            Thread helper = new Thread(this::help, name + "-" + i);
            helper.setDaemon(true);
            helpers.add(helper);
        }
        try {
            helpers.forEach(Thread::start);
        } catch (Error e) {
            close();
            throw e;
        }
    }

    /** How many threads work, the caller being one of them. */
    public int threads() {
        return threads;
    }

    private void help() {
        try {
            while (!closed) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    public <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        tasks.add(task);
        return task;
    }

    /** Hands out work before all other that waits: little of it, for which the caller itself will wait soon. */
    public <T> Future<T> submitFirst(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        tasks.addFirst(task);
        return task;
    }

    /**
     * The result of a task; until it is there the caller works too.
     *
     * @throws IOException what the task threw; unchecked exceptions and errors likewise
     */
    public <T> T await(Future<T> result) throws IOException, InterruptedException {
        while (!result.isDone()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            FutureTask<?> other = tasks.poll();
            if (other == null) {
                break;
            }
            other.run();
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
        }
    }

    /** Drops what was not begun, and waits until the threads have ended, whether the calling one is interrupted or not. */
    @Override
    public void close() {
        closed = true;
        tasks.clear();
        helpers.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
