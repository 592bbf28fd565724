package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.szformat.SzFormatException;

/** BLOW5: records behind their length in eight bytes, and a mark at the end of the file. */
final class BinaryFraming extends Framing {
    static final byte[] END_MARK = "5WOLB".getBytes(StandardCharsets.ISO_8859_1);

    BinaryFraming(FileInput in, int maxRecordBytes) {
        super(in, maxRecordBytes);
    }

    @Override
    int scan(byte[] bytes, int length, long offset, boolean last) throws IOException {
        int at = 0;
        int records = 0;
        while (length - at >= Long.BYTES) {
            long size = LittleEndian.getLong(bytes, at);
            long remaining = in().size() - offset - at - Long.BYTES;
            if (size < 1 || size > Math.min(remaining, maxRecordBytes())) {
                if (records > 0) {
                    return at;
                }
                throw badSize(bytes, at, offset + at, size, remaining);
            }
            if (size > length - at - Long.BYTES) {
                return at;
            }
            add(at + Long.BYTES, at + Long.BYTES + (int) size);
            records++;
            at += Long.BYTES + (int) size;
        }
        if (last) {
            if (isEndMark(bytes, at) && length - at == END_MARK.length) {
                return -1;
            } else if (records == 0) {
                throw fault(
                        "offset " + (offset + at) + ", behind record " + (recordsBefore() - 1),
                        length == at ? "the end of the file" : "the end of the file after " + (length - at) + " bytes",
                        "a record or the mark 5WOLB at the end; the file is truncated");
            }
        }
        return at;
    }

    private static boolean isEndMark(byte[] bytes, int at) {
        return bytes.length - at >= END_MARK.length
                && Arrays.equals(bytes, at, at + END_MARK.length, END_MARK, 0, END_MARK.length);
    }

    private IOException badSize(byte[] bytes, int at, long offset, long size, long remaining) {
        String place = "offset " + offset + ", record " + recordsBefore();
        if (isEndMark(bytes, at)) {
            return fault(
                    place,
                    "the mark 5WOLB of the end and " + (remaining + Long.BYTES - END_MARK.length) + " bytes behind it",
                    "the end of the file");
        } else if (size > maxRecordBytes() && size <= remaining) {
            return fault(place, "a record of " + size + " bytes", "at most " + maxRecordBytes() + ", the limit");
        }
        return fault(
                place,
                "a record of " + Long.toUnsignedString(size) + " bytes",
                "1 to " + remaining + ", which follow; the file is truncated or damaged");
    }

    @Override
    long wanted(byte[] bytes, int length) {
        return Long.BYTES + LittleEndian.getLong(bytes, 0);
    }

    @Override
    int before() {
        return Long.BYTES;
    }

    @Override
    int behind() {
        return 0;
    }

    @Override
    boolean endsWhole() throws IOException {
        byte[] end = new byte[END_MARK.length];
        if (in().size() < end.length) {
            return false;
        }
        in().readAt(in().size() - end.length, end, 0, end.length);
        return isEndMark(end, 0);
    }

    @Override
    Framing another() {
        return new BinaryFraming(in(), maxRecordBytes());
    }

    @Override
    Bounds bounds(byte[] bytes, int from, int to, String place) throws SzFormatException {
        long size = to - from < Long.BYTES ? -1 : LittleEndian.getLong(bytes, from);
        if (size < 1 || size != to - from - Long.BYTES) {
            throw fault(
                    place,
                    "a record of " + Long.toUnsignedString(size) + " bytes",
                    (to - from - Long.BYTES) + ", as when the file was scanned");
        }
        return new Bounds(from + Long.BYTES, to);
    }

    @Override
    String place(Frames frames, int index) {
        return "offset " + (frames.offset() + frames.from(index) - Long.BYTES) + ", record " + (frames.first() + index);
    }
}
