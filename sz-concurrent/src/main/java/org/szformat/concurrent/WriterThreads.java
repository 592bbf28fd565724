package org.szformat.concurrent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.LayoutWriter;
import org.szformat.threads.DaemonPool;
import org.szformat.threads.DaemonThreads;

/**
 * The threads of a writer and what they share: one that assembles chunks, one that writes them, those that encode or the
 * one that asks a caller's executor to, and the one that tells a listener of it.
 */
final class WriterThreads {
    private final Pipeline pipeline;
    private final DiskWriter diskWriter;
    private final @Nullable DaemonPool encoders;
    private final List<Thread> threads = new ArrayList<>();

    private WriterThreads(
            LayoutWriter file, WriterOptions options, Pipeline pipeline, DaemonPool pool, boolean ownEncoders) {
        Path path = file.path();
        this.pipeline = pipeline;
        this.diskWriter = new DiskWriter(pipeline, file, pool::stop);
        this.encoders = ownEncoders ? pool : null;
        options.progressWish()
                .ifPresent(wish -> threads.add(
                        DaemonThreads.create("sz-progress " + path, new ProgressReports(path, pipeline, wish))));
        Assembler assembler = new Assembler(pipeline, file.targetChunkBytes());
        threads.add(DaemonThreads.create("sz-assembler " + path, assembler));
        threads.add(DaemonThreads.create("sz-writer " + path, diskWriter));
        // Where no memory is left at all, the JVM may fail to find the clause that would catch that.
        Thread.UncaughtExceptionHandler lastResort = (thread, e) -> pipeline.fail(e);
        threads.forEach(thread -> thread.setUncaughtExceptionHandler(lastResort));
    }

    /** The threads of a writer, none of which runs yet. */
    static WriterThreads of(LayoutWriter file, WriterOptions options) {
        @Nullable Executor executor = options.executor().orElse(null);
        if (executor == null) {
            DaemonPool pool = new DaemonPool("sz-encoder " + file.path(), options.encoders());
            return new WriterThreads(file, options, new Pipeline(file, pool, options), pool, true);
        }
        DaemonPool pool = new DaemonPool("sz-submitter " + file.path(), 1);
        Submitter submitter = new Submitter(executor, pool, Pipeline.allowance(options));
        Pipeline pipeline = new Pipeline(file, submitter, options);
        submitter.onRefusal(pipeline::declined);
        return new WriterThreads(file, options, pipeline, pool, false);
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Starts all of them. Where that fails, the file is aborted, and none of them runs or will for long. */
    void start() {
        try {
            threads.forEach(Thread::start);
        } catch (Throwable e) {
            // The one that writes is the last, so it does not run.
            pipeline.end(Ending.ABORT);
            diskWriter.release();
            throw e;
        }
    }

    /**
     * Waits until all have ended, but for the current thread, if it is one of them, and one that a caller's executor
     * keeps.
     */
    void join() {
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                DaemonThreads.join(thread);
            }
        }
        if (encoders != null) {
            encoders.join();
        }
    }
}
