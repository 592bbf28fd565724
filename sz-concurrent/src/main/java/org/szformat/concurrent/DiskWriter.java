package org.szformat.concurrent;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.LayoutWriter;

/**
 * Appends chunks to the file in their order, flushes and completes it: the one thread that writes. After the end, or a
 * failure, it waits for the file to be closed or given up, and releases it. Confined to its thread.
 */
final class DiskWriter implements Runnable {
    private final Pipeline pipeline;
    private final LayoutWriter file;
    private final Faults faults = new Faults();
    private final Faults.Action closeEncoders;
    private final Faults.Action abort;
    private final Faults.Action close;
    private final Faults.Action onEnd;
    private boolean dirty = true;
    private boolean finished;

    /**
     * Writes what the pipeline gives.
     *
     * @param onEnd run at the end, before those who wait for it return
     */
    DiskWriter(Pipeline pipeline, LayoutWriter file, Runnable onEnd) {
        this.pipeline = pipeline;
        this.file = file;
        // Made before memory may be short.
        this.closeEncoders = pipeline::closeEncoders;
        this.abort = file::abort;
        this.close = file::close;
        this.onEnd = onEnd::run;
    }

    @Override
    public void run() {
        try {
            finished = writeAll();
        } catch (Throwable e) {
            pipeline.fail(e);
        }
        release();
    }

    /** Waits until the file is closed or given up, and then releases it. Not while {@link #run} runs. */
    void release() {
        Ending ending = pipeline.awaitEnding();
        release(ending);
        pipeline.ended(finished, faults.first());
    }

    private void release(Ending ending) {
        faults.run(closeEncoders);
        if (ending == Ending.ABORT && !finished) {
            faults.run(abort);
        }
        faults.run(close);
        faults.run(onEnd);
    }

    /** Takes steps until the file is complete, or there are to be no more; says whether it is complete. */
    private boolean writeAll() throws IOException {
        @Nullable Step step;
        while ((step = pipeline.nextStep()) != null) {
            if (step instanceof ChunkJob job) {
                file.write(job.encoded());
                dirty = true;
                pipeline.written(job);
            } else if (step instanceof Entry.Flush flush) {
                flush();
                pipeline.flushed(flush.call());
            } else {
                file.finish(pipeline.header());
                return true;
            }
        }
        return false;
    }

    /** Of several flushes with nothing written between them only the first costs anything. */
    private void flush() throws IOException {
        if (dirty) {
            file.flush();
            dirty = false;
        }
    }

    /** Does all that is to be done, whatever of it fails. */
    private static final class Faults {
        /** Something that may fail. */
        @FunctionalInterface
        interface Action {
            void run() throws IOException;
        }

        private @Nullable Throwable first;

        @Nullable
        Throwable first() {
            return first;
        }

        void run(Action action) {
            try {
                action.run();
            } catch (Throwable e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
    }
}
