package org.szformat.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.szformat.record.Record;

/** A writer as callers have it, but for what it does about being forgotten, and the threads of a test that use it. */
final class Model {
    /** What a call came to. */
    enum Outcome {
        RETURNED,
        REFUSED,
        INTERRUPTED,
        FAILED
    }

    /** A call of the writer. */
    interface Step {
        /** Whether it was not refused. */
        boolean run() throws IOException, InterruptedException;
    }

    private final ModelFile file;
    private final Pipeline pipeline;
    private final List<Thread> own = new ArrayList<>();
    private final List<Thread> callers = new ArrayList<>();

    Model(ModelFile file, Executor executor, int encoders, long queueBytes) {
        WriterOptions options = WriterOptions.defaults().withEncoders(encoders).withQueueBytes(queueBytes);
        this.file = file;
        this.pipeline = new Pipeline(file, executor, options);
        start(own, new Assembler(pipeline, file.targetChunkBytes()));
        start(own, new DiskWriter(pipeline, file, () -> {}));
    }

    private static Thread start(List<Thread> list, Runnable task) {
        Thread thread = new Thread(task);
        list.add(thread);
        thread.start();
        return thread;
    }

    Thread caller(Runnable task) {
        return start(callers, task);
    }

    Outcome put(Record... records) {
        return outcome(() -> {
            pipeline.put(RecordGroup.of(List.of(records)));
            return true;
        });
    }

    Outcome put(Record record, long nanos) {
        return outcome(() -> pipeline.put(RecordGroup.of(List.of(record)), nanos));
    }

    Outcome tryPut(Record record) {
        return outcome(() -> pipeline.tryPut(RecordGroup.of(List.of(record))));
    }

    Outcome flush() {
        return outcome(() -> {
            pipeline.flush();
            return true;
        });
    }

    Outcome close() {
        return outcome(() -> {
            end(Ending.CLOSE, pipeline::closeFault);
            return true;
        });
    }

    Outcome abort() {
        return outcome(() -> {
            end(Ending.ABORT, pipeline::abortFault);
            return true;
        });
    }

    private void end(Ending wish, Supplier<IOException> outcome) throws IOException {
        if (pipeline.isEnded()) {
            return;
        }
        pipeline.end(wish);
        pipeline.awaitEnd();
        require(file.isClosed(), "ended before the file was closed");
        IOException fault = outcome.get();
        if (fault != null) {
            throw fault;
        }
    }

    private static Outcome outcome(Step step) {
        try {
            return step.run() ? Outcome.RETURNED : Outcome.REFUSED;
        } catch (InterruptedException e) {
            return Outcome.INTERRUPTED;
        } catch (IOException e) {
            return Outcome.FAILED;
        }
    }

    void joinCallers() {
        callers.forEach(Model::join);
    }

    /** Ends what has not ended, and waits for all threads. */
    void finish() {
        joinCallers();
        close();
        own.forEach(Model::join);
        require(pipeline.metrics().heldBytes() == 0, "bytes are held after the end");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
