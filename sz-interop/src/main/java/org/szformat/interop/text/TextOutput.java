package org.szformat.interop.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Buffered UTF-8 text, with decimal numbers that cost no objects. Unpaired surrogates become question marks. Confined to
 * one thread.
 */
public final class TextOutput extends Writer {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_CODE_POINT = 4;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int size;
    private char pendingHigh;

    /**
     * Text that goes to a stream.
     *
     * @param out takes the bytes, a buffer at a time; closed with this output
     */
    public TextOutput(OutputStream out) {
        this.out = out;
    }

    /** Text that goes to a file; failures name it. */
    public static TextOutput to(Path file) throws IOException {
        return new TextOutput(new NamedOutput(Files.newOutputStream(file), file.toString()));
    }

    @Override
    public void write(int c) throws IOException {
        writeChar((char) c);
    }

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            writeChar(chars[i]);
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            writeChar(text.charAt(i));
        }
    }

    @Override
    public TextOutput append(char c) throws IOException {
        writeChar(c);
        return this;
    }

    /** Writes an integer in decimal. */
    public void writeLong(long value) throws IOException {
        reserve(LONGEST_LONG);
        if (value >= 0) {
            writeDigits(value);
        } else if (value == Long.MIN_VALUE) {
            write("-9223372036854775808");
        } else {
            buffer[size++] = '-';
            writeDigits(-value);
        }
    }

    /** Writes the unsigned integer of these 64 bits in decimal. */
    public void writeUnsignedLong(long bits) throws IOException {
        if (bits >= 0) {
            writeLong(bits);
        } else {
            write(Long.toUnsignedString(bits));
        }
    }

    private void writeDigits(long value) {
        if (value == (int) value) {
            writeDigits((int) value);
            return;
        }
        int end = size + 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            end++;
        }
        long rest = value;
        for (int at = end - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size = end;
    }

    private void writeDigits(int value) {
        int end = size + 1;
        for (int rest = value / 10; rest != 0; rest /= 10) {
            end++;
        }
        int rest = value;
        for (int at = end - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size = end;
    }

    private void writeChar(char c) throws IOException {
        reserve(LONGEST_CODE_POINT);
        if (pendingHigh != 0) {
            char high = pendingHigh;
            pendingHigh = 0;
            if (Character.isLowSurrogate(c)) {
                writeSupplementary(Character.toCodePoint(high, c));
                return;
            }
            buffer[size++] = '?';
        }
        if (c < 0x80) {
            buffer[size++] = (byte) c;
        } else if (c < 0x800) {
            buffer[size++] = (byte) (0xC0 | c >> 6);
            buffer[size++] = (byte) (0x80 | c & 0x3F);
        } else if (Character.isHighSurrogate(c)) {
            pendingHigh = c;
        } else if (Character.isLowSurrogate(c)) {
            buffer[size++] = '?';
        } else {
            buffer[size++] = (byte) (0xE0 | c >> 12);
            buffer[size++] = (byte) (0x80 | c >> 6 & 0x3F);
            buffer[size++] = (byte) (0x80 | c & 0x3F);
        }
    }

    private void writeSupplementary(int codePoint) {
        buffer[size++] = (byte) (0xF0 | codePoint >> 18);
        buffer[size++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        buffer[size++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        buffer[size++] = (byte) (0x80 | codePoint & 0x3F);
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.length - size < bytes) {
            drain();
        }
    }

    private void drain() throws IOException {
        if (size > 0) {
            int full = size;
            size = 0;
            out.write(buffer, 0, full);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
