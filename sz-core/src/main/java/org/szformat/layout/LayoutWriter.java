package org.szformat.layout;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.szformat.Layout;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * A file that is being written, of any layout.
 *
 * <p>{@link #check} and {@link #newEncoder} may be called from any thread. {@link #write}, {@link #flush},
 * {@link #finish} and {@link #abort} belong to one thread at a time.
 *
 * <p>After an {@link IOException} of {@link #write} or {@link #flush} only {@link #abort} and {@link #close} may follow.
 */
public interface LayoutWriter extends Closeable {

    /** The file. */
    Path path();

    /** How it lies on disk. */
    Layout layout();

    /** The fields that records must have. */
    Schema schema();

    /** What the file says of itself, unless {@link #finish} says otherwise. */
    Header header();

    /**
     * Checks that the layout can hold a record, before anything of it is written.
     *
     * @throws IllegalArgumentException when it cannot; the message names field, record, what was found and what fits
     */
    void check(Record record);

    /** How many bytes of values a chunk should have. */
    long targetChunkBytes();

    /** An encoder for this file. */
    ChunkEncoder newEncoder();

    /**
     * Appends a chunk.
     *
     * @param chunk made by an encoder of this writer
     */
    void write(EncodedChunk chunk) throws IOException;

    /** Makes everything that was written survive what the file's {@link Durability} says. */
    void flush() throws IOException;

    /**
     * Completes the file.
     *
     * @param header what the file says of itself
     */
    void finish(Header header) throws IOException;

    /** Gives the file up and removes what was written. Does nothing after {@link #finish}. */
    void abort() throws IOException;

    /** Releases what the writer holds; what was written and flushed stays. Idempotent. */
    @Override
    void close() throws IOException;
}
