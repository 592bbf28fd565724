package org.szformat.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.szformat.SzFormatException;

/** Takes integers and text from a range of bytes of a file, and says where a fault lies. Not thread-safe. */
final class ByteReader {
    private final Path file;
    private final String what;
    private final long origin;
    private final byte[] bytes;
    private final int to;
    private int at;

    /**
     * Reads a range.
     *
     * @param what the structure, for messages
     * @param origin where in the file index 0 of the array lies
     */
    ByteReader(Path file, String what, long origin, byte[] bytes, int from, int to) {
        this.file = file;
        this.what = what;
        this.origin = origin;
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    int at() {
        return at;
    }

    int remaining() {
        return to - at;
    }

    byte[] array() {
        return bytes;
    }

    int u8() throws SzFormatException {
        require(1);
        return bytes[at++] & 0xFF;
    }

    int u16() throws SzFormatException {
        return u8() | u8() << 8;
    }

    int u32() throws SzFormatException {
        require(Integer.BYTES);
        at += Integer.BYTES;
        return LittleEndian.getInt(bytes, at - Integer.BYTES);
    }

    long u64() throws SzFormatException {
        require(Long.BYTES);
        at += Long.BYTES;
        return LittleEndian.getLong(bytes, at - Long.BYTES);
    }

    /** A count, offset or length of 64 bits, from {@code min} to {@code max}. */
    long u64(String name, long min, long max) throws SzFormatException {
        return within(name, u64(), min, max);
    }

    /** A count or length of 32 bits, from {@code min} to {@code max}. */
    int u32(String name, int min, int max) throws SzFormatException {
        return (int) within(name, u32() & 0xFFFF_FFFFL, min, max);
    }

    long fixed(int width) throws SzFormatException {
        require(width);
        at += width;
        return LittleEndian.get(bytes, at - width, width);
    }

    /** A LEB128 from {@code min} to {@code max}. */
    long varint(String name, long min, long max) throws SzFormatException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            if (shift == 63 && next > 1) {
                throw fault("a number of more than 64 bits as " + name, min + " to " + max);
            }
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return within(name, value, min, max);
            }
        }
    }

    byte[] bytes(int count) throws SzFormatException {
        require(count);
        byte[] copy = new byte[count];
        System.arraycopy(bytes, at, copy, 0, count);
        at += count;
        return copy;
    }

    String text(int length) throws SzFormatException {
        require(length);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw fault("bytes that are not UTF-8", "text");
        }
    }

    String shortText() throws SzFormatException {
        return text(u8());
    }

    void requireEnd() throws SzFormatException {
        if (at != to) {
            throw fault((to - at) + " bytes more", "the end of the " + what);
        }
    }

    private long within(String name, long value, long min, long max) throws SzFormatException {
        if (value < min || value > max) {
            throw fault(name + " = " + Long.toUnsignedString(value), min == max ? "" + min : min + " to " + max);
        }
        return value;
    }

    private void require(int count) throws SzFormatException {
        if (count < 0 || count > to - at) {
            throw fault("the end of the " + what, Integer.toUnsignedString(count) + " bytes more");
        }
    }

    SzFormatException fault(String found, String expected) {
        return new SzFormatException(file, "offset " + (origin + at) + ", " + what, found, expected);
    }
}
