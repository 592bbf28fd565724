package org.szformat;

/**
 * How much a file may claim before it is refused, so that a damaged or hostile one costs an exception and not the
 * memory of the process.
 *
 * <p>Each limit is checked before anything is allocated on the word of the file. The limits of {@link #defaults()}
 * follow from the heap the JVM was given, so raising {@code -Xmx} raises them too.
 *
 * <pre>{@code
 * Limits limits = Limits.defaults().withMaxValueBytes(2_000_000_000);
 * }</pre>
 *
 * @param maxValueBytes the most bytes that one dataset of one record may decode to; 1 to 2<sup>31</sup> − 9
 * @param maxLineBytes the longest line of a directory's index, in bytes; 1 to 2<sup>31</sup> − 9
 * @param maxChunkBytes the most bytes that the values of one chunk of a container may take in memory, all records
 *     together; at least 1
 * @param maxMetadataBytes the longest metadata frame of a container that is read whole, in bytes; 1 to 2<sup>31</sup> − 9
 * @param maxHeaderBytes the longest header of a container, in bytes of JSON; 1 to 2<sup>31</sup> − 9
 */
public record Limits(
        long maxValueBytes, long maxLineBytes, long maxChunkBytes, long maxMetadataBytes, long maxHeaderBytes) {
    /** The largest array the JVM allows, and so the largest value of any limit. */
    public static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

    private static final long DEFAULT_VALUE_BYTES = 1L << 30;
    private static final long DEFAULT_LINE_BYTES = 64L << 20;
    private static final long DEFAULT_CHUNK_BYTES = 4L << 30;
    private static final long DEFAULT_METADATA_BYTES = 64L << 20;
    private static final long DEFAULT_HEADER_BYTES = 64L << 20;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a limit is out of its range
     */
    public Limits {
        check("maxValueBytes", maxValueBytes);
        check("maxLineBytes", maxLineBytes);
        check("maxMetadataBytes", maxMetadataBytes);
        check("maxHeaderBytes", maxHeaderBytes);
        if (maxChunkBytes < 1) {
            throw new IllegalArgumentException("maxChunkBytes is " + maxChunkBytes + "; it must be at least 1");
        }
    }

    private static void check(String name, long value) {
        if (value < 1 || value > MAX_ARRAY) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be 1 to " + MAX_ARRAY);
        }
    }

    /**
     * 1 GiB a dataset, 4 GiB a chunk, 64 MiB a line, a metadata frame or a header; or, where that is less, a quarter (of
     * dataset and chunk), a sixteenth (of a line) or a thirty-second part of the JVM's heap.
     */
    public static Limits defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Limits(
                Math.min(DEFAULT_VALUE_BYTES, heap / 4),
                Math.min(DEFAULT_LINE_BYTES, heap / 16),
                Math.min(DEFAULT_CHUNK_BYTES, heap / 4),
                Math.min(DEFAULT_METADATA_BYTES, heap / 32),
                Math.min(DEFAULT_HEADER_BYTES, heap / 32));
    }

    /** The same limits with another {@link #maxValueBytes()}. */
    public Limits withMaxValueBytes(long bytes) {
        return new Limits(bytes, maxLineBytes, maxChunkBytes, maxMetadataBytes, maxHeaderBytes);
    }

    /** The same limits with another {@link #maxLineBytes()}. */
    public Limits withMaxLineBytes(long bytes) {
        return new Limits(maxValueBytes, bytes, maxChunkBytes, maxMetadataBytes, maxHeaderBytes);
    }

    /** The same limits with another {@link #maxChunkBytes()}. */
    public Limits withMaxChunkBytes(long bytes) {
        return new Limits(maxValueBytes, maxLineBytes, bytes, maxMetadataBytes, maxHeaderBytes);
    }

    /** The same limits with another {@link #maxMetadataBytes()}. */
    public Limits withMaxMetadataBytes(long bytes) {
        return new Limits(maxValueBytes, maxLineBytes, maxChunkBytes, bytes, maxHeaderBytes);
    }

    /** The same limits with another {@link #maxHeaderBytes()}. */
    public Limits withMaxHeaderBytes(long bytes) {
        return new Limits(maxValueBytes, maxLineBytes, maxChunkBytes, maxMetadataBytes, bytes);
    }
}
