package org.szformat.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.EncodedChunk;

/**
 * The chunks between assembler and disk: those that wait for an encoder, the order in which they are written, and
 * how much of the allowance they take. Guarded by the pipeline's lock.
 */
final class ChunkStage {
    private final int encoders;
    private final int allowance;
    private final long chunkBytes;
    private final Deque<ChunkJob> pending = new ArrayDeque<>();
    private final Queue<Step> steps = new ArrayDeque<>();
    private int taken;
    private int encoding;
    private final HeldBytes held;
    private long recordsWritten;
    private long chunksWritten;
    private long encodedBytes;
    private boolean stopped;

    /**
     * Nothing under way yet.
     *
     * @param encoders how many chunks may be encoded at once
     * @param allowance how many chunks there may be
     * @param chunkBytes how large a chunk is
     */
    ChunkStage(int encoders, int allowance, long chunkBytes, HeldBytes held) {
        this.encoders = encoders;
        this.held = held;
        this.allowance = allowance;
        this.chunkBytes = chunkBytes;
    }

    long recordsWritten() {
        return recordsWritten;
    }

    long chunksWritten() {
        return chunksWritten;
    }

    /** How many encoded bytes are on disk. */
    long encodedBytes() {
        return encodedBytes;
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isEncoding() {
        return encoding > 0;
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Whether there is a chunk that somebody should begin to encode. */
    boolean canClaim() {
        return !pending.isEmpty() && encoding < encoders;
    }

    /** How much of the allowance a chunk takes whose first record is so large: more than one share if it must. */
    int permitsFor(long weight) {
        return (int) Math.min(allowance, Math.max(1, (weight + chunkBytes - 1) / chunkBytes));
    }

    /** Takes a part of the allowance, if it is free. */
    boolean tryTake(int permits) {
        if (taken + permits > allowance) {
            return false;
        }
        taken += permits;
        return true;
    }

    /** A step follows those before it; a chunk waits for an encoder as well. */
    void add(Step step) {
        if (stopped) {
            return;
        }
        steps.add(step);
        if (step instanceof ChunkJob job) {
            pending.add(job);
        }
    }

    /** The step that is to be taken next, if the assembler has made one. */
    @Nullable
    Step head() {
        return steps.peek();
    }

    void removeHead() {
        steps.remove();
    }

    /** The first chunk that nobody has begun to encode, for the caller to encode; null when there is none to begin. */
    @Nullable
    ChunkJob claim() {
        if (!canClaim()) {
            return null;
        }
        ChunkJob job = pending.remove();
        job.claim();
        encoding++;
        return job;
    }

    /** Encoding has ended; without a chunk, it has failed. Does nothing when that was said before. */
    void encoded(ChunkJob job, @Nullable EncodedChunk chunk) {
        if (job.state() != ChunkJob.State.ENCODING) {
            return;
        }
        encoding--;
        if (chunk == null || stopped) {
            job.giveUp();
        } else {
            long before = job.heldBytes();
            job.complete(chunk);
            held.add(job.heldBytes() - before);
        }
    }

    /** A chunk is on disk. */
    void written(ChunkJob job) {
        if (!stopped) {
            held.add(-job.heldBytes());
        }
        taken -= job.permits();
        recordsWritten += job.recordCount();
        chunksWritten++;
        encodedBytes += job.heldBytes();
    }

    /** Forgets all chunks. */
    void stop() {
        stopped = true;
        pending.clear();
        steps.clear();
        held.clear();
    }
}
