package org.szformat.interop.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Strings as plain values: their UTF-8 behind its length in four bytes. */
final class PlainText {
    private PlainText() {}

    static void write(String text, ByteArrayOutputStream out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(utf8.length)
                .array());
        out.writeBytes(utf8);
    }

    /** The most bytes that it takes. */
    static long maxBytes(String text) {
        return Integer.BYTES + 3L * text.length();
    }
}
