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

    /** The most bytes of values that one record may have, so that what it is encoded to fits an array. */
    long MAX_RECORD_BYTES = 1L << 30;

    /** The file. */
    Path path();

    /** How it lies on disk. */
    Layout layout();

    /** The fields that records must have. */
    Schema schema();

    /** What the file says of itself, unless {@link #finish} says otherwise. */
    Header header();

    /**
     * Checks that the layout can hold a record, before anything of it is written: it must be of this schema and have no
     * more than {@link #MAX_RECORD_BYTES} of values; a layout may have more rules.
     *
     * @throws IllegalArgumentException when it cannot; the message names record or field, what was found and what fits
     */
    default void check(Record record) {
        if (!record.schema().equals(schema())) {
            throw new IllegalArgumentException("the record is of " + record.schema() + "; the file is of " + schema());
        }
        if (record.isLargerThan(MAX_RECORD_BYTES)) {
            String id = schema().key().isPresent() ? " '" + record.key() + "'" : "";
            throw new IllegalArgumentException("record" + id + ": found " + record.valueBytes()
                    + " bytes of values; expected " + MAX_RECORD_BYTES + " at most");
        }
    }

    /** How many bytes of values a chunk should have. */
    long targetChunkBytes();

    /** An encoder for this file. */
    ChunkEncoder newEncoder();

    /**
     * Appends a chunk.
     *
     * @param chunk made by an encoder of this writer, or by {@link #take}
     */
    void write(EncodedChunk chunk) throws IOException;

    /**
     * Whether {@link #take} takes chunks of a file: it has the same fields in the same order, the same key, and codecs and
     * format that this one has. Safe for use by many threads.
     */
    default boolean canTake(RecordFile source) {
        return false;
    }

    /**
     * A chunk of another file as it is, to be {@linkplain #write written} to this one: its checksums are checked, but only
     * the key is decoded. Safe for use by many threads.
     *
     * @param source that {@link #canTake} is true of
     * @param chunk one of its {@link RecordFile#chunks}
     * @throws org.szformat.SzFormatException when the chunk is damaged
     * @throws UnsupportedOperationException when chunks of that file cannot be taken
     */
    default EncodedChunk take(RecordFile source, Chunk chunk) throws IOException {
        throw new UnsupportedOperationException("a " + layout() + " takes no chunks of " + source.path());
    }

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
