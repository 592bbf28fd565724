package org.szformat.concurrent;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.threads.PatientLock;

/** The calls of the writer's API that wait, and that encode meanwhile. Guarded by the pipeline's lock, but for waiting. */
final class Calls {
    /** A time that never comes. */
    static final long FOR_EVER = Long.MAX_VALUE;

    private final PatientLock lock;
    private final ChunkStage stage;
    private final Consumer<ChunkJob> encode;
    private final Set<Call> waiting = new LinkedHashSet<>();

    Calls(PatientLock lock, ChunkStage stage, Consumer<ChunkJob> encode) {
        this.lock = lock;
        this.stage = stage;
        this.encode = encode;
    }

    /** Waits, without the lock, until a call is settled or its time is over; encodes what there is to encode meanwhile. */
    void await(Call call, long start, long nanos) throws InterruptedException {
        @Nullable ChunkJob job;
        while ((job = awaitWork(call, start, nanos)) != null) {
            encode.accept(job);
        }
    }

    /** As {@link #await}, for ever and whether the thread is interrupted or not; keeps its interrupt. */
    void awaitUninterruptibly(Call call) {
        boolean interrupted = false;
        boolean waits = true;
        while (waits) {
            try {
                await(call, 0, FOR_EVER);
                waits = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void wakeAll() {
        // No lambda: were memory to run out while the JVM links it, it would fail ever after.
        for (Call call : waiting) {
            call.wake();
        }
    }

    /** Wakes one call that waits, if there is something for it to encode. */
    void wakeHelper() {
        if (!stage.canClaim()) {
            return;
        }
        try {
            for (Call call : waiting) {
                if (call.isIdle()) {
                    call.wake();
                    return;
                }
            }
        } catch (OutOfMemoryError e) {
            // Nobody has to help: the thread that writes encodes what nobody has begun to.
        }
    }

    /** A chunk that the waiting thread is to encode, or null when it need wait no longer. */
    private @Nullable ChunkJob awaitWork(Call call, long start, long nanos) throws InterruptedException {
        lock.lock();
        try {
            waiting.add(call);
            while (!call.isSettled()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = nanos == FOR_EVER ? FOR_EVER : nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return null;
                }
                ChunkJob job = stage.claim();
                if (job != null) {
                    return job;
                }
                call.sleep(left);
            }
            return null;
        } finally {
            waiting.remove(call);
            // What woke this call may have been a chunk to encode.
            wakeHelper();
            lock.unlock();
        }
    }
}
