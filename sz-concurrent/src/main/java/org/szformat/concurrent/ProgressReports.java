package org.szformat.concurrent;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;

/** Tells a listener how far a writer is, until it has ended: one thread. */
final class ProgressReports implements Runnable {
    /**
     * Who is told, and how often.
     *
     * @param interval more than zero
     */
    record Wish(ProgressListener listener, Duration interval) {}

    private final Path path;
    private final Pipeline pipeline;
    private final Wish wish;

    ProgressReports(Path path, Pipeline pipeline, Wish wish) {
        this.path = path;
        this.pipeline = pipeline;
        this.wish = wish;
    }

    @Override
    public void run() {
        long nanos = Nanos.of(wish.interval());
        try {
            boolean ended;
            do {
                ended = awaitEnd(nanos);
                wish.listener().progress(pipeline.metrics());
            } while (!ended);
        } catch (Throwable e) {
            System.getLogger("org.szformat.concurrent")
                    .log(Level.WARNING, path + ": the progress listener failed and is told no more", e);
        }
    }

    private boolean awaitEnd(long nanos) {
        try {
            return pipeline.awaitEnd(nanos);
        } catch (InterruptedException e) {
            // By the listener itself, or somebody who should not have; it only comes early.
            return pipeline.isEnded();
        }
    }
}
