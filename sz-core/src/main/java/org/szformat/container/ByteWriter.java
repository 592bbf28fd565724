package org.szformat.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends integers and text to a growing array. Not thread-safe. */
final class ByteWriter {
    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** The array behind, of which the first {@link #length()} bytes count. */
    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    ByteWriter u8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteWriter u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    ByteWriter u32(int value) {
        reserve(Integer.BYTES);
        LittleEndian.putInt(bytes, length, value);
        length += Integer.BYTES;
        return this;
    }

    ByteWriter u64(long value) {
        reserve(Long.BYTES);
        LittleEndian.putLong(bytes, length, value);
        length += Long.BYTES;
        return this;
    }

    /** The lowest {@code width} bytes of a value, 1 to 8. */
    ByteWriter fixed(long value, int width) {
        for (int i = 0; i < width; i++) {
            u8((int) (value >>> 8 * i));
        }
        return this;
    }

    /** LEB128: seven bits a byte, the lowest first, the highest bit set in all bytes but the last. */
    ByteWriter varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) rest | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    ByteWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    ByteWriter bytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Text with its length in UTF-8 before it, in one byte. */
    ByteWriter shortText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xFF) {
            throw new IllegalArgumentException("'" + text + "' has " + utf8.length + " bytes; at most 255 fit");
        }
        return u8(utf8.length).bytes(utf8);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), length + (length >> 1)));
        }
    }
}
