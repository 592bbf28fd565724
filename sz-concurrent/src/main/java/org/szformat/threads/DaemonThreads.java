package org.szformat.threads;

/** Makes and awaits threads: daemons, named for what they do and to which file. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A thread that does not run yet. */
    public static Thread create(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until a thread has ended, whether the calling one is interrupted or not; keeps its interrupt. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
