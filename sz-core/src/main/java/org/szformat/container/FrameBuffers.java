package org.szformat.container;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.szformat.codec.ByteArrayBuilder;

/**
 * Memory for the blocks of chunks, which goes from encoder to writer and back, so that none is allocated while a file is
 * written at an even pace. Safe for use by many threads.
 */
final class FrameBuffers {
    private static final int MAX_KEPT = 8;

    /** What a chunk of ordinary size takes at most; larger ones are not kept. */
    private static final int MAX_BYTES = 8 << 20;

    private final BlockingQueue<ByteArrayBuilder> idle = new ArrayBlockingQueue<>(MAX_KEPT);

    /** An empty buffer. */
    ByteArrayBuilder take() {
        ByteArrayBuilder known = idle.poll();
        return known == null ? new ByteArrayBuilder(1 << 16) : known;
    }

    /** Gives back a buffer that nobody uses any more. */
    void giveBack(ByteArrayBuilder buffer) {
        if (buffer.array().length <= MAX_BYTES) {
            buffer.clear();
            boolean kept = idle.offer(buffer);
            assert kept || idle.remainingCapacity() == 0;
        }
    }
}
