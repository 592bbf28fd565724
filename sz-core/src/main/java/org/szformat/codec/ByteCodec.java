package org.szformat.codec;

import java.util.List;

/**
 * The second half of a {@link ColumnCodec}: a compressor of bytes.
 *
 * <p>Codecs are immutable, compare by value and may be used by any number of threads; the compressors and decompressors
 * that they make may not. To add a codec, write a class that implements this interface and enter it in the list of
 * {@link #known()} codecs.
 */
public sealed interface ByteCodec permits ZstdCodec, Lz4Codec, Bzip2Codec, BloscCodec, NoCompression {

    /** The lowest level of {@link #zstd}: fastest. */
    int MIN_ZSTD_LEVEL = -7;

    /** The highest level of {@link #zstd}: smallest. */
    int MAX_ZSTD_LEVEL = 22;

    /** The widest element of {@link #blosc}. */
    int MAX_BLOSC_WIDTH = 255;

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
     * Whether compressed bytes are a Zstandard frame.
     *
     * @return whether this is {@link #zstd} or {@link #zstdWithChecksum}
     */
    default boolean isZstandard() {
        return false;
    }

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
        return new ZstdCodec(level, ZstdCodec.Checksum.ABSENT);
    }

    /**
     * As {@link #zstd}, with a checksum of the content (the low half of XXH64) at the end of each frame, for readers other
     * than this library's; it slows decoding.
     *
     * @param level from {@link #MIN_ZSTD_LEVEL} to {@link #MAX_ZSTD_LEVEL}; 0 means zstd's default
     * @return the codec {@code zstd-checksum(LEVEL)}
     * @throws IllegalArgumentException if the level is out of range
     */
    static ByteCodec zstdWithChecksum(int level) {
        return new ZstdCodec(level, ZstdCodec.Checksum.PRESENT);
    }

    /**
     * LZ4: the length of the content in four bytes, and one block. Fast, and the same bytes on every machine.
     *
     * @return the codec {@code lz4}
     */
    static ByteCodec lz4() {
        return Lz4Codec.INSTANCE;
    }

    /**
     * Bzip2: the length of the content in four bytes, and one stream.
     *
     * @return the codec {@code bz2}
     */
    static ByteCodec bzip2() {
        return Bzip2Codec.INSTANCE;
    }

    /**
     * Blosc 1 with LZ4: one frame, its elements shuffled by bytes. Compressing needs native code, which comes for
     * Linux and Windows on x86-64 and for macOS; elsewhere it throws an {@link IllegalStateException}. Decompressing
     * does not.
     *
     * @param width the bytes of an element, from 1 to {@link #MAX_BLOSC_WIDTH}
     * @return the codec {@code blosc(WIDTH)}, or {@code blosc} if the width is 1
     * @throws IllegalArgumentException if the width is out of range
     */
    static ByteCodec blosc(int width) {
        return new BloscCodec(width);
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
