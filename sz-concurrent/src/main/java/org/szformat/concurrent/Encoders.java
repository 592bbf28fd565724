package org.szformat.concurrent;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;

/** The encoders of a file, each lent to one thread at a time and used again. Safe for use by many threads. */
final class Encoders {
    private final LayoutWriter file;
    private final Queue<ChunkEncoder> free = new ConcurrentLinkedQueue<>();

    Encoders(LayoutWriter file) {
        this.file = file;
    }

    EncodedChunk encode(ChunkJob job) throws IOException {
        @Nullable ChunkEncoder used = free.poll();
        ChunkEncoder encoder = used == null ? file.newEncoder() : used;
        try {
            return encoder.encode(job.records());
        } finally {
            free.add(encoder);
        }
    }

    /** Closes all encoders; none is lent any more. */
    void close() {
        @Nullable ChunkEncoder encoder;
        while ((encoder = free.poll()) != null) {
            encoder.close();
        }
    }
}
