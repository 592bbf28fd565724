package org.szformat.codec;

import java.util.List;

/**
 * The second half of a {@link ColumnCodec}: a compressor of bytes.
 *
 * <p>Codecs are immutable, compare by value and may be used by any number of threads; the compressors and decompressors
 * that they make may not. To add a codec, write a class that implements this interface and enter it in the list of
 * {@link #known()} codecs.
 */
public sealed interface ByteCodec permits ZstdCodec, NoCompression {

    /** The lowest level of {@link #zstd}: fastest. */
    int MIN_ZSTD_LEVEL = -7;

    /** The highest level of {@link #zstd}: smallest. */
    int MAX_ZSTD_LEVEL = 22;

    /**
     * The canonical text of the codec, as {@link ColumnCodec#parse(String)} reads it.
     *
     * @return for example {@code zstd(3)}
     */
    String name();

    /**
     * Whether compressed bytes are the bytes themselves, so that nothing need be done.
     *
     * @return whether this is {@link #none()}
     */
    boolean isIdentity();

    /**
     * Makes a compressor, to be used by one thread and closed.
     *
     * @return a new compressor
     */
    ByteCompressor newCompressor();

    /**
     * Makes a decompressor, to be used by one thread and closed.
     *
     * @return a new decompressor
     */
    ByteDecompressor newDecompressor();

    /**
     * Zstandard (RFC 8878): one frame with the content size in its header, without checksum and dictionary. The
     * decompressor takes frames of any level, with or without checksum, which is verified.
     *
     * @param level from {@link #MIN_ZSTD_LEVEL} to {@link #MAX_ZSTD_LEVEL}; 0 means zstd's default
     * @return the codec {@code zstd(LEVEL)}
     * @throws IllegalArgumentException if the level is out of range
     */
    static ByteCodec zstd(int level) {
        return new ZstdCodec(level);
    }

    /**
     * No compression.
     *
     * @return the codec {@code none}
     */
    static ByteCodec none() {
        return NoCompression.INSTANCE;
    }

    /**
     * The names of all codecs that can be parsed.
     *
     * @return names, with capitals in place of arguments
     */
    static List<String> known() {
        return CodecRegistry.byteCodecNames();
    }
}
