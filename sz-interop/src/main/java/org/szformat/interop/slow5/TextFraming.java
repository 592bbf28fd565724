package org.szformat.interop.slow5;

import java.io.IOException;
import org.szformat.SzFormatException;

/** SLOW5: a record a line. */
final class TextFraming extends Framing {
    private final long firstLine;

    TextFraming(FileInput in, int maxRecordBytes, long firstLine) {
        super(in, maxRecordBytes);
        this.firstLine = firstLine;
    }

    @Override
    int scan(byte[] bytes, int length, long offset, boolean last) throws IOException {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                add(from, at);
                from = at + 1;
            }
        }
        if (from == length && last) {
            return -1;
        } else if (from > 0) {
            return from;
        } else if (last) {
            throw fault(
                    "line " + (firstLine + recordsBefore()),
                    "the end of the file after " + length + " bytes of a line",
                    "a newline at its end; the file is truncated");
        } else if (length > maxRecordBytes()) {
            throw fault(
                    "line " + (firstLine + recordsBefore()),
                    "a line of more than " + length + " bytes",
                    "at most " + maxRecordBytes() + ", the limit");
        }
        return 0;
    }

    @Override
    long wanted(byte[] bytes, int length) {
        return Math.min(2L * length, maxRecordBytes() + 1L);
    }

    @Override
    int before() {
        return 0;
    }

    @Override
    int behind() {
        return 1;
    }

    @Override
    boolean endsWhole() throws IOException {
        byte[] end = new byte[1];
        in().readAt(in().size() - 1, end, 0, 1);
        return end[0] == '\n';
    }

    @Override
    Framing another() {
        return new TextFraming(in(), maxRecordBytes(), firstLine);
    }

    @Override
    Bounds bounds(byte[] bytes, int from, int to, String place) throws SzFormatException {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end != to - 1) {
            throw fault(
                    place,
                    end == to
                            ? "no line that ends after " + (to - from) + " bytes"
                            : "a line of " + (end - from + 1) + " bytes",
                    "one of " + (to - from) + ", as when the file was scanned");
        }
        return new Bounds(from, end);
    }

    @Override
    String place(Frames frames, int index) {
        return "line " + (firstLine + frames.first() + index);
    }
}
