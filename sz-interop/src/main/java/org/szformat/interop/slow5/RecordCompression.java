package org.szformat.interop.slow5;

import java.util.Arrays;
import org.szformat.codec.ByteCodec;

/** How BLOW5's records are compressed, each on its own. */
enum RecordCompression {
    NONE("none", 0),
    ZLIB("zlib", 1),
    ZSTD("zstd", 2);

    private static final int ZSTD_LEVEL = 1;

    private final String text;
    private final int method;

    RecordCompression(String text, int method) {
        this.text = text;
        this.method = method;
    }

    /** Its name as an option. */
    String text() {
        return text;
    }

    /** The byte in the header that says so. */
    int method() {
        return method;
    }

    static RecordCompression ofMethod(int method) throws Fault {
        for (RecordCompression compression : values()) {
            if (compression.method == method) {
                return compression;
            }
        }
        throw new Fault(null, "the record compression " + method, "0 (none), 1 (zlib) or 2 (zstd)");
    }

    static RecordCompression ofText(String text) {
        return Arrays.stream(values())
                .filter(compression -> compression.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "record-compression is '" + text + "'; it must be none, zlib or zstd"));
    }

    /** Makes a decompressor of records of at most so many bytes. */
    RecordDecompressor newDecompressor(int maxBytes) {
        return switch (this) {
            case NONE -> new RecordDecompressor.None();
            case ZLIB -> new ZlibDecompressor(maxBytes);
            case ZSTD -> new RecordDecompressor.Zstd(ByteCodec.zstd(ZSTD_LEVEL).newDecompressor(), maxBytes);
        };
    }

    RecordCompressor newCompressor() {
        return switch (this) {
            case NONE -> new RecordCompressor.None();
            case ZLIB -> new ZlibCompressor();
            case ZSTD -> new RecordCompressor.Zstd(ByteCodec.zstd(ZSTD_LEVEL).newCompressor());
        };
    }
}
