package org.szformat.concurrent;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.EncodedChunk;
import org.szformat.record.Record;

/** A chunk on its way from records to bytes. Guarded by the pipeline's lock, but for what its one encoder reads. */
final class ChunkJob implements Step {
    /** How far it is. */
    enum State {
        PENDING,
        ENCODING,
        ENCODED,
        /** It cannot be encoded, or is not wanted any more. */
        GIVEN_UP
    }

    private final int permits;
    private final int recordCount;
    private State state = State.PENDING;
    private long heldBytes;
    private @Nullable List<Record> records;
    private @Nullable EncodedChunk encoded;

    /**
     * A chunk to be encoded.
     *
     * @param permits how much of the allowance it takes
     * @param heldBytes the weight of its records
     */
    ChunkJob(List<Record> records, int permits, long heldBytes) {
        this.records = records;
        this.recordCount = records.size();
        this.permits = permits;
        this.heldBytes = heldBytes;
    }

    int permits() {
        return permits;
    }

    int recordCount() {
        return recordCount;
    }

    long heldBytes() {
        return heldBytes;
    }

    State state() {
        return state;
    }

    void claim() {
        state = State.ENCODING;
    }

    List<Record> records() {
        return Objects.requireNonNull(records);
    }

    EncodedChunk encoded() {
        return Objects.requireNonNull(encoded);
    }

    void giveUp() {
        state = State.GIVEN_UP;
    }

    void complete(EncodedChunk chunk) {
        state = State.ENCODED;
        heldBytes = chunk.encodedBytes();
        encoded = chunk;
        records = null;
    }
}
