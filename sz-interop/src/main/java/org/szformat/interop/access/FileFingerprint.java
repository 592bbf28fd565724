package org.szformat.interop.access;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.szformat.io.ReadableBytes;

/** A number made of a file's size and its first and last bytes, at the same cost for any file. */
public final class FileFingerprint {
    /** How many bytes at each end are looked at. */
    private static final int END_BYTES = 16 << 10;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private FileFingerprint() {}

    /**
     * The fingerprint of some bytes.
     *
     * @param size how many there are
     */
    public static long of(ReadableBytes bytes, long size) throws IOException {
        int length = (int) Math.min(size, END_BYTES);
        long ends = (long) crc(bytes, 0, length) << 32 | crc(bytes, size - length, length) & 0xFFFF_FFFFL;
        return (ends ^ size * MIX) * MIX;
    }

    private static int crc(ReadableBytes bytes, long offset, int length) throws IOException {
        byte[] end = new byte[length];
        bytes.readFully(offset, end, 0, length);
        CRC32C crc = new CRC32C();
        crc.update(end);
        return (int) crc.getValue();
    }
}
