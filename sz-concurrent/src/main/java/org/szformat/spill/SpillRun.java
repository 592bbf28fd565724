package org.szformat.spill;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Sorted entries in a file: blocks of whole entries, each with its length and CRC32C, as ints, before it. Nothing is
 * compressed here, which would take longer than to read and write what is saved.
 */
public final class SpillRun {
    /** Content of a block, unless one entry is larger. */
    public static final int BLOCK = 1 << 16;

    private static final int HEADER = 2 * Integer.BYTES;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SpillFile file;
    private final long from;
    private final long end;

    private SpillRun(SpillFile file, long from, long end) {
        this.file = file;
        this.from = from;
        this.end = end;
    }

    /**
     * Writes entries, which come in order.
     *
     * @param entryBytes how many bytes they have at most, with their lengths
     */
    static SpillRun write(SpillFile file, SpillSort.Cursor entries, long entryBytes)
            throws IOException, InterruptedException {
        // Two blocks that follow on one another have more than a whole one.
        long mostBlocks = 2 * (entryBytes / BLOCK + 1);
        long from = file.begin(entryBytes + HEADER * mostBlocks);
        Writer writer = new Writer(file, from);
        while (entries.next()) {
            writer.add(entries);
        }
        writer.endBlock();
        return new SpillRun(file, from, writer.at);
    }

    /** Where its first block is. */
    long from() {
        return from;
    }

    /** How much of the file it takes. */
    long bytes() {
        return end - from;
    }

    private static final class Writer {
        private final SpillFile file;
        private byte[] block = new byte[HEADER + BLOCK];
        private int length = HEADER;
        private long at;

        Writer(SpillFile file, long from) {
            this.file = file;
            this.at = from;
        }

        void add(SpillSort.Cursor entry) throws IOException {
            int bytes = entry.keyLength() + entry.payloadLength();
            if (length + EntryBuffer.HEADER + bytes > HEADER + BLOCK) {
                endBlock();
            }
            if (block.length < HEADER + EntryBuffer.HEADER + bytes) {
                block = new byte[HEADER + EntryBuffer.HEADER + bytes];
            }
            INT.set(block, length, entry.keyLength());
            INT.set(block, length + Integer.BYTES, entry.payloadLength());
            length += EntryBuffer.HEADER;
            System.arraycopy(entry.bytes(), entry.keyFrom(), block, length, bytes);
            length += bytes;
        }

        void endBlock() throws IOException {
            if (length > HEADER) {
                INT.set(block, 0, length - HEADER);
                INT.set(block, Integer.BYTES, crc(block, HEADER, length));
                file.write(block, length, at);
                at += length;
                length = HEADER;
            }
        }
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    /**
     * A block.
     *
     * @param bytes what holds its entries, which are whole
     * @param from where they begin
     * @param to where they end
     * @param next where the next block begins in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    record Block(byte[] bytes, int from, int to, long next) {}

    /** The block at an offset; one of no entries at the end. Safe for use by many threads. */
    Block read(long offset) throws IOException {
        if (offset == end) {
            return new Block(new byte[0], 0, 0, end);
        }
        byte[] bytes = new byte[(int) Math.min(HEADER + BLOCK, end - offset)];
        file.read(bytes, 0, offset);
        int to = HEADER + (int) INT.get(bytes, 0);
        if (to > bytes.length) {
            int known = bytes.length;
            bytes = Arrays.copyOf(bytes, to);
            file.read(bytes, known, offset + known);
        }
        if (crc(bytes, HEADER, to) != (int) INT.get(bytes, Integer.BYTES)) {
            throw new IOException("a temporary file of a sort reads back as something else than was written to it");
        }
        return new Block(bytes, HEADER, to, offset + to);
    }

    void delete() throws IOException {
        file.remove();
    }

    static int littleEndian(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    public static long bigEndian(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
