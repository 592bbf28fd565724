package org.szformat.concurrent;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.threads.PatientLock;

/**
 * Who encodes a chunk: whoever claims it first, be it the executor, a call that waits, or, when neither begins one that
 * it waits for, the thread that writes; no more of them at once than there are encoders. So nothing depends on the
 * executor. Nothing is encoded under the lock.
 */
final class Encoding {
    private static final long EXECUTOR_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Executor executor;
    private final PatientLock lock;
    private final ChunkStage stage;
    private final Consumer<Throwable> onFailure;
    private final Runnable onRoom;
    private final Encoders encoders;
    private final Condition progress;
    private final Runnable encodeNext = this::encodeNext;
    private boolean executorIsLate;
    private int postponed;

    /**
     * Nothing to encode yet.
     *
     * @param executor never blocks
     * @param onFailure told of whatever an encoder throws, under the lock
     * @param onRoom told that one more chunk may be encoded, under the lock
     */
    Encoding(
            LayoutWriter file,
            Executor executor,
            PatientLock lock,
            ChunkStage stage,
            Consumer<Throwable> onFailure,
            Runnable onRoom) {
        this.executor = executor;
        this.lock = lock;
        this.stage = stage;
        this.onFailure = onFailure;
        this.onRoom = onRoom;
        this.encoders = new Encoders(file);
        this.progress = lock.newCondition();
    }

    /** Asks the executor to encode a chunk, which the stage has already. Without the lock. */
    void submit() {
        try {
            executor.execute(encodeNext);
        } catch (RuntimeException | OutOfMemoryError e) {
            declined();
        }
    }

    /** The executor has refused a task, so that others must see to it. Without the lock. */
    void declined() {
        lock.lock();
        try {
            executorIsLate = true;
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Encodes a chunk that the calling thread has claimed. Without the lock. */
    void encode(ChunkJob job) {
        @Nullable EncodedChunk chunk = null;
        @Nullable Throwable fault = null;
        try {
            chunk = encoders.encode(job);
        } catch (Throwable e) {
            fault = e;
        }
        boolean told = false;
        while (!told) {
            try {
                tell(job, chunk, fault);
                told = true;
            } catch (OutOfMemoryError e) {
                PatientLock.pause();
            }
        }
        if (takePostponed()) {
            submit();
        }
    }

    /** What became of a chunk; can be told again, where memory ran out in the middle. */
    private void tell(ChunkJob job, @Nullable EncodedChunk chunk, @Nullable Throwable fault) {
        lock.lock();
        try {
            stage.encoded(job, chunk);
            if (fault != null) {
                onFailure.accept(fault);
            }
            onRoom.run();
            signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean takePostponed() {
        lock.lock();
        try {
            boolean more = postponed > 0 && stage.canClaim();
            postponed -= more ? 1 : 0;
            return more;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next step, encoding it where nobody else does; null when there is to be none. Without the lock. */
    @Nullable
    Step nextStep() {
        while (true) {
            ChunkJob job;
            lock.lock();
            try {
                Step head = awaitHead();
                if (head == null) {
                    return null;
                }
                if (isReady(head)) {
                    stage.removeHead();
                    return head;
                }
                job = Objects.requireNonNull(stage.claim());
            } finally {
                lock.unlock();
            }
            encode(job);
        }
    }

    /** There may be another step, or another state of a chunk. Under the lock. */
    void signal() {
        progress.signalAll();
    }

    /** Waits for a signal. Under the lock. */
    void awaitSignal() {
        lock.await(progress);
    }

    /** Releases the encoders; nobody encodes any more. */
    void close() {
        encoders.close();
    }

    private void encodeNext() {
        ChunkJob job;
        lock.lock();
        try {
            job = stage.claim();
            executorIsLate &= job == null;
            postponed += job == null && stage.hasPending() ? 1 : 0;
        } finally {
            lock.unlock();
        }
        if (job != null) {
            encode(job);
        }
    }

    /** Waits until the first step is ready or must be encoded by this thread; null when there is to be none. */
    private @Nullable Step awaitHead() {
        long patience = EXECUTOR_PATIENCE_NANOS;
        while (!stage.isStopped()) {
            Step head = stage.head();
            if (head != null && isReady(head)) {
                return head;
            }
            if (head == null || isEncoding(head) || !stage.canClaim()) {
                awaitSignal();
            } else if (executorIsLate || patience <= 0) {
                executorIsLate = true;
                return head;
            } else {
                patience = awaitSignal(patience);
            }
        }
        return null;
    }

    private static boolean isReady(Step step) {
        return !(step instanceof ChunkJob job) || job.state() == ChunkJob.State.ENCODED;
    }

    private static boolean isEncoding(Step step) {
        return step instanceof ChunkJob job && job.state() == ChunkJob.State.ENCODING;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    private long awaitSignal(long nanos) {
        try {
            return progress.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // Nobody who may interrupts this thread; it ends when it is told to.
            return 0;
        }
    }
}
