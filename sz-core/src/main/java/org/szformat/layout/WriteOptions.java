package org.szformat.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.szformat.codec.ColumnCodec;

/**
 * How a file is created. Immutable.
 *
 * <pre>{@code
 * WriteOptions options = WriteOptions.defaults()
 *         .withCodec("raw_signal", ColumnCodec.parse("delta-zigzag, svb, zstd(5)"))
 *         .withDurability(Durability.SYNC);
 * }</pre>
 */
public final class WriteOptions {
    private static final WriteOptions DEFAULTS = new WriteOptions(
            OnExisting.REFUSE, UnsupportedValues.REFUSE, Durability.PROCESS, Map.of(), OptionalLong.empty());

    private final OnExisting onExisting;
    private final UnsupportedValues unsupported;
    private final Durability durability;
    private final Map<String, ColumnCodec> codecs;
    private final OptionalLong chunkBytes;

    private WriteOptions(
            OnExisting onExisting,
            UnsupportedValues unsupported,
            Durability durability,
            Map<String, ColumnCodec> codecs,
            OptionalLong chunkBytes) {
        this.onExisting = onExisting;
        this.unsupported = unsupported;
        this.durability = durability;
        this.codecs = codecs;
        this.chunkBytes = chunkBytes;
    }

    /** Existing files and unknown types refused, {@link Durability#PROCESS}, each type's default codec. */
    public static WriteOptions defaults() {
        return DEFAULTS;
    }

    /** What becomes of an existing file. */
    public OnExisting onExisting() {
        return onExisting;
    }

    /** What becomes of types that the layout does not know. */
    public UnsupportedValues unsupported() {
        return unsupported;
    }

    /** What flushed records survive. */
    public Durability durability() {
        return durability;
    }

    /** The codecs that were chosen, by the names of their fields. Unmodifiable. */
    public Map<String, ColumnCodec> codecs() {
        return codecs;
    }

    /** How many bytes of values a chunk should have, where the layout's own choice is not to be. */
    public OptionalLong chunkBytes() {
        return chunkBytes;
    }

    /**
     * The same with another size of chunks, which those keep to who write the file and append to it; a directory has no
     * chunks.
     *
     * @param bytes of values; at least 1, and no more than 1 GiB is followed
     */
    public WriteOptions withChunkBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("chunkBytes is " + bytes + "; it must be at least 1");
        }
        return new WriteOptions(onExisting, unsupported, durability, codecs, OptionalLong.of(bytes));
    }

    /** The same with another answer to existing files. */
    public WriteOptions withOnExisting(OnExisting value) {
        return new WriteOptions(value, unsupported, durability, codecs, chunkBytes);
    }

    /** The same with another answer to types that the layout does not know. */
    public WriteOptions withUnsupported(UnsupportedValues value) {
        return new WriteOptions(onExisting, value, durability, codecs, chunkBytes);
    }

    /** The same with another durability. */
    public WriteOptions withDurability(Durability value) {
        return new WriteOptions(onExisting, unsupported, value, codecs, chunkBytes);
    }

    /** The same with a codec for the field of that name; creating fails when the layout has no such field or codec. */
    public WriteOptions withCodec(String field, ColumnCodec codec) {
        Map<String, ColumnCodec> more = new LinkedHashMap<>(codecs);
        more.put(field, codec);
        return new WriteOptions(onExisting, unsupported, durability, Collections.unmodifiableMap(more), chunkBytes);
    }

    @Override
    public String toString() {
        return "WriteOptions[onExisting=" + onExisting + ", unsupported=" + unsupported + ", durability=" + durability
                + ", codecs=" + codecs + ", chunkBytes="
                + (chunkBytes.isPresent() ? chunkBytes.getAsLong() : "the layout's") + "]";
    }
}
