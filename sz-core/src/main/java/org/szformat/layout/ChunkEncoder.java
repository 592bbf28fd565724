package org.szformat.layout;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.szformat.record.Record;

/**
 * Turns runs of records into bytes. Confined to one thread at a time; keeps its contexts and buffers from one call to
 * the next, and releases them when it is closed.
 */
public interface ChunkEncoder extends Closeable {

    /**
     * Encodes records that {@link LayoutWriter#check} has passed. The same records give the same bytes, whatever the
     * encoder encoded before.
     *
     * @param records at least one
     */
    EncodedChunk encode(List<Record> records) throws IOException;

    /**
     * As {@link #encode}, but as one chunk where that would make several of many records.
     *
     * @param records 1 to 2<sup>20</sup>, of at most 1 GiB of values besides the last
     */
    default EncodedChunk encodeWhole(List<Record> records) throws IOException {
        return encode(records);
    }

    @Override
    void close();
}
