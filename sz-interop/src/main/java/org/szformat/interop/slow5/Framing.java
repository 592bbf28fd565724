package org.szformat.interop.slow5;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordAccess;

/** Cuts a file into records without looking into them. */
abstract class Framing {
    private final FileInput in;
    private final int maxRecordBytes;
    private byte[] rest = new byte[0];
    private long records;
    private boolean ended;
    private int[] bounds = new int[64];
    private int count;

    Framing(FileInput in, int maxRecordBytes) {
        this.in = in;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * Finds whole records in bytes, adding the bounds of each.
     *
     * @param offset where in the file the bytes begin
     * @param last whether the file ends with them
     * @return the byte behind the last one, or −1 when the file ends there as it should
     */
    abstract int scan(byte[] bytes, int length, long offset, boolean last) throws IOException;

    /** The bytes that are wanted for one record more, when there was none whole; more than there are. */
    abstract long wanted(byte[] bytes, int length);

    /** Where in the file a record lies, for messages. */
    abstract String place(Frames frames, int index);

    /** Bytes before a record that belong to it. */
    abstract int before();

    /** Bytes behind a record that belong to it. */
    abstract int behind();

    /** Whether the file ends as it should. */
    abstract boolean endsWhole() throws IOException;

    /** A framing of the same file that has seen nothing yet. */
    abstract Framing another();

    /**
     * Where a record is among bytes that are said to be it, with all that belongs to it.
     *
     * @param place where that is in the file, for messages
     */
    abstract Bounds bounds(byte[] bytes, int from, int to, String place) throws SzFormatException;

    /**
     * Where a record is.
     *
     * @param from its first byte
     * @param to the byte behind its last
     */
    record Bounds(int from, int to) {}

    /** The most bytes of a record and all that belongs to it. */
    final long maxFrameBytes() {
        return Math.min(Limits.MAX_ARRAY, (long) before() + maxRecordBytes + behind());
    }

    /** Where a record lies, with all that belongs to it. */
    final RecordAccess.Place placed(Frames frames, int index) {
        return new RecordAccess.Place(
                frames.offset() + frames.from(index) - before(),
                (long) before() + frames.to(index) - frames.from(index) + behind());
    }

    /**
     * Records that an index says fill some bytes. Any thread may ask.
     *
     * @param offset where in the file the bytes begin
     * @param first the number of the first record in the file
     */
    final Frames whole(byte[] bytes, long offset, long first) throws IOException {
        Framing framing = another();
        framing.records = first;
        int end = framing.scan(bytes, bytes.length, offset, false);
        if (end != bytes.length || framing.count == 0) {
            throw fault(
                    "offset " + (offset + end),
                    "a record that does not end at offset " + (offset + bytes.length),
                    "one that does, as the file's index " + Slow5Index.EXTENSION
                            + " says; it is of another file, or one of both is damaged");
        }
        return Objects.requireNonNull(framing.frames(bytes, bytes.length, offset, end));
    }

    final FileInput in() {
        return in;
    }

    final int maxRecordBytes() {
        return maxRecordBytes;
    }

    final long recordsBefore() {
        return records + count;
    }

    final void add(int from, int to) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    /** Gives bytes of the first records, which were read with the header. */
    final void begin(byte[] bytes) {
        rest = bytes;
    }

    /** The next records, or null at the end. */
    final @Nullable Frames next() throws IOException {
        return next(Sizes.PART_BYTES);
    }

    /** The next records, about so many bytes of them and at least one; null at the end. */
    final @Nullable Frames next(int about) throws IOException {
        if (ended) {
            return null;
        }
        ended = true; // unless all goes well
        byte[] bytes = rest;
        int length = rest.length;
        long offset = in.position() - length;
        long wanted = about;
        count = 0;
        while (true) {
            int target = (int) Math.min(wanted, length + in.remaining());
            bytes = Arrays.copyOf(bytes, Math.max(target, length));
            in.readFully(bytes, length, bytes.length - length);
            length = bytes.length;
            int end = scan(bytes, length, offset, in.remaining() == 0);
            if (count > 0 || end < 0) {
                return frames(bytes, length, offset, end);
            }
            wanted = wanted(bytes, length);
        }
    }

    private @Nullable Frames frames(byte[] bytes, int length, long offset, int end) {
        ended = end < 0;
        rest = ended ? new byte[0] : Arrays.copyOfRange(bytes, end, length);
        if (count == 0) {
            return null;
        }
        int last = bounds[2 * count - 1];
        Frames frames = new Frames(bytes, Arrays.copyOf(bounds, 2 * count), count, records, offset, offset + last);
        records += count;
        return frames;
    }

    final SzFormatException fault(String place, String found, String expected) {
        return new SzFormatException(in.path(), place, found, expected);
    }
}
