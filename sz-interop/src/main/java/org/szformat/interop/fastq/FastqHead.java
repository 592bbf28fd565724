package org.szformat.interop.fastq;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.szformat.exchange.RecordFormat;

/** Tells FASTQ by the first bytes of a file. */
final class FastqHead {
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_FLAGS_AT = 3;
    private static final int GZIP_EXTRA = 4;
    private static final int GZIP_NAME = 8;

    private FastqHead() {}

    static boolean looksLikeFastq(byte[] head) {
        boolean gzip = head.length > GZIP_HEADER_BYTES && head[0] == 0x1F && head[1] == (byte) 0x8B;
        return isFastq(gzip ? inflated(head) : head);
    }

    private static byte[] inflated(byte[] head) {
        int at = GZIP_HEADER_BYTES;
        int flags = head[GZIP_FLAGS_AT];
        if ((flags & GZIP_EXTRA) != 0 && at + 2 <= head.length) {
            at += 2 + (head[at] & 0xFF) + ((head[at + 1] & 0xFF) << 8);
        }
        if ((flags & GZIP_NAME) != 0) {
            while (at < head.length && head[at] != 0) {
                at++;
            }
            at++;
        }
        if (at >= head.length) {
            return new byte[0];
        }
        byte[] text = new byte[RecordFormat.HEAD_BYTES];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(head, at, head.length - at);
            return Arrays.copyOf(text, inflater.inflate(text));
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    /** An ID behind an @, and then nothing but bases up to the next line or the end of what is seen. */
    private static boolean isFastq(byte[] text) {
        if (text.length < 2 || text[0] != '@') {
            return false;
        }
        int line = 0;
        while (line < text.length && text[line] != '\n') {
            line++;
        }
        boolean hasBases = line + 1 < text.length;
        for (int i = line + 1; i < text.length && text[i] != '\n'; i++) {
            if (!Bases.isBase(text[i]) && text[i] != '\r') {
                return false;
            }
        }
        return hasBases || line == text.length;
    }
}
