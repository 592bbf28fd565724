package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.szformat.SzFormatException;

/**
 * The index that slow5lib puts beside a file, under its name with {@code .idx} behind it:
 *
 * <pre>
 *  9 bytes  SLOW5IDX and a byte of value 1
 *  3 bytes  the version of the file that it is of
 *           zeros up to byte 64
 *           for each record, in order of the file:
 *  u16        bytes of the ID
 *  …          the ID
 *  u64        where the record begins, its length in BLOW5 included
 *  u64        bytes of the record, with that length or the line's end
 *  8 bytes  XDI5WOLS
 * </pre>
 *
 * <p>Of the records it keeps where some lie together, not each of them.
 *
 * @see <a href="https://github.com/hasindu2008/slow5lib">slow5lib</a>
 */
final class Slow5Index {
    static final String EXTENSION = ".idx";

    private static final byte[] MAGIC = "SLOW5IDX\1".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] END = "XDI5WOLS".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEAD_BYTES = 64;
    private static final int PLACE_BYTES = 2 * Long.BYTES;

    /**
     * Records that lie together.
     *
     * @param from where the first begins
     * @param to where the last ends
     * @param first the number of the first in the file, from 0
     */
    record Range(long from, long to, long first) {}

    private final FileInput in;
    private byte[] buffer = new byte[0];
    private int at;

    private Slow5Index(FileInput in) {
        this.in = in;
    }

    /**
     * Reads an index.
     *
     * @param in the index, at its beginning
     * @param file the file that it should be of
     * @return all of the file's records, in order
     * @throws SzFormatException when it is none, or none of this file as it is: its records do not lie one behind the other
     *     from the first to the last byte
     */
    static List<Range> read(FileInput in, OpenedFile file) throws IOException {
        return new Slow5Index(in).read(file);
    }

    private List<Range> read(OpenedFile file) throws IOException {
        byte[] head = buffer(take(HEAD_BYTES), HEAD_BYTES);
        Slow5Version version = new Slow5Version(head[MAGIC.length], head[MAGIC.length + 1], head[MAGIC.length + 2]);
        if (!Opening.startsWith(head, MAGIC)) {
            throw fault(0, "no magic number of an index", "SLOW5IDX and a byte of value 1");
        } else if (!version.equals(file.version())) {
            throw fault(MAGIC.length, "version " + version, file.version() + ", the version of the file");
        }
        List<Range> ranges = new ArrayList<>();
        long from = file.recordsAt();
        long end = from;
        long first = 0;
        for (long record = 0; end < file.recordsEnd(); record++) {
            take(Short.BYTES);
            take(LittleEndian.getShort(buffer, at - Short.BYTES) & 0xFFFF);
            int place = take(PLACE_BYTES);
            long offset = LittleEndian.getLong(buffer, place);
            long size = LittleEndian.getLong(buffer, place + Long.BYTES);
            if (offset != end || size < 1 || size > file.recordsEnd() - end) {
                throw fault(
                        position() - PLACE_BYTES,
                        "record " + record + " of " + Long.toUnsignedString(size) + " bytes at offset "
                                + Long.toUnsignedString(offset),
                        "one at offset " + end + " that ends before offset " + file.recordsEnd() + ", as in the file");
            } else if (size > file.framing().maxFrameBytes()) {
                throw fault(
                        position() - PLACE_BYTES,
                        "a record of " + size + " bytes",
                        "at most " + file.framing().maxFrameBytes() + ", the limit");
            }
            if (end > from && end + size - from > Sizes.PART_BYTES) {
                ranges.add(new Range(from, end, first));
                from = end;
                first = record;
            }
            end += size;
        }
        if (end > from) {
            ranges.add(new Range(from, end, first));
        }
        long endAt = position();
        if (!Arrays.equals(buffer(take(END.length), END.length), END) || position() != in.size()) {
            throw fault(endAt, "more than the file's records", "the mark XDI5WOLS and the end of the index");
        }
        return List.copyOf(ranges);
    }

    /** Where the next byte is read. */
    private long position() {
        return in.position() - buffer.length + at;
    }

    private byte[] buffer(int from, int length) {
        return Arrays.copyOfRange(buffer, from, from + length);
    }

    /** Passes over bytes, which are then in the buffer, and gives where they begin there. */
    private int take(int bytes) throws IOException {
        int left = buffer.length - at;
        if (left < bytes) {
            if (in.remaining() < bytes - left) {
                throw fault(in.size(), "the end of the index", "more records, and the mark XDI5WOLS");
            }
            int more = (int) Math.min(in.remaining(), Math.max(bytes, Sizes.TRANSFER_BYTES));
            byte[] next = Arrays.copyOf(Arrays.copyOfRange(buffer, at, buffer.length), left + more);
            in.readFully(next, left, more);
            buffer = next;
            at = 0;
        }
        at += bytes;
        return at - bytes;
    }

    private SzFormatException fault(long offset, String found, String expected) {
        return new SzFormatException(in.path(), "offset " + offset, found, expected);
    }
}
