package org.szformat.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;

/** A writer's encoders, as many as are used at once. Safe for use by many threads, but for {@link #close}. */
public final class Encoders implements Closeable {
    private final LayoutWriter writer;
    private final Queue<ChunkEncoder> idle = new ConcurrentLinkedQueue<>();

    public Encoders(LayoutWriter writer) {
        this.writer = writer;
    }

    /** Makes one chunk of records. */
    public EncodedChunk encode(List<Record> records) throws IOException {
        ChunkEncoder known = idle.poll();
        ChunkEncoder encoder = known == null ? writer.newEncoder() : known;
        try {
            return encoder.encodeWhole(records);
        } finally {
            idle.add(encoder);
        }
    }

    @Override
    public void close() {
        idle.forEach(ChunkEncoder::close);
    }
}
