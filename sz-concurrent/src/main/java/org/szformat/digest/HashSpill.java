package org.szformat.digest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.szformat.spill.TemporaryFile;

/**
 * Hashes of many records on disk, in parts by the first of them, each of which fits into memory. First all are added, then
 * parts are read. Confined to one thread.
 */
final class HashSpill implements Closeable {
    /** What is kept of a record: two longs of its ID's hash, two of its own, its row. */
    static final int LONGS = 5;

    private static final int PART_RECORDS = 1 << 17;
    private static final int MAX_PARTS = 1 << 12;
    private static final int PIECE_LONGS = 100 * LONGS;
    private static final int PIECE_BYTES = PIECE_LONGS * Long.BYTES;

    private final FileChannel channel;
    private final long[][] open;
    private final int[] filled;
    private final long[][] pieces;
    private final int[] pieceCounts;
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES);
    private long end;

    private HashSpill(FileChannel channel, int parts) {
        this.channel = channel;
        this.open = new long[parts][PIECE_LONGS];
        this.filled = new int[parts];
        this.pieces = new long[parts][4];
        this.pieceCounts = new int[parts];
    }

    /** For so many parts, in a file without a name that others see for long. */
    static HashSpill in(Path folder, int parts) throws IOException {
        return new HashSpill(TemporaryFile.in(folder), parts);
    }

    /** How many parts are right for so many records. */
    static int parts(long records) {
        long needed = Math.min(MAX_PARTS, Math.max(1, records / PART_RECORDS));
        return Integer.highestOneBit((int) needed);
    }

    /** Adds what is kept of some records. */
    void add(long[] hashes) throws IOException {
        for (int at = 0; at < hashes.length; at += LONGS) {
            int part = (int) (hashes[at] & (open.length - 1));
            System.arraycopy(hashes, at, open[part], filled[part], LONGS);
            filled[part] += LONGS;
            if (filled[part] == PIECE_LONGS) {
                writePiece(part);
            }
        }
    }

    private void writePiece(int part) throws IOException {
        buffer.clear();
        buffer.asLongBuffer().put(open[part]);
        int count = pieceCounts[part]++;
        if (count == pieces[part].length) {
            pieces[part] = Arrays.copyOf(pieces[part], 2 * count);
        }
        pieces[part][count] = end;
        while (buffer.hasRemaining()) {
            end += channel.write(buffer, end);
        }
        filled[part] = 0;
    }

    /** What was added of a part, in that order. */
    long[] read(int part) throws IOException {
        int count = pieceCounts[part];
        long[] hashes = new long[Math.addExact(Math.multiplyExact(count, PIECE_LONGS), filled[part])];
        for (int i = 0; i < count; i++) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, pieces[part][i] + buffer.position()) < 0) {
                    throw new EOFException("a temporary file was cut short");
                }
            }
            LongBuffer longs = buffer.flip().asLongBuffer();
            longs.get(hashes, i * PIECE_LONGS, PIECE_LONGS);
        }
        System.arraycopy(open[part], 0, hashes, count * PIECE_LONGS, filled[part]);
        return hashes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
