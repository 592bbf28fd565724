package org.szformat.spill;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.szformat.io.Channels;

/**
 * Sorted entries in a file: blocks of whole entries, each with its length and CRC32C, as ints, before it. Nothing is
 * compressed here, which would take longer than to read and write what is saved. The file is gone when it is closed.
 */
public final class SpillRun {
    /** Content of a block, unless one entry is larger. */
    public static final int BLOCK = 1 << 16;

    private static final int HEADER = 2 * Integer.BYTES;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SpillFolder folder;
    private final FileChannel channel;
    private final long size;

    private SpillRun(SpillFolder folder, FileChannel channel, long size) {
        this.folder = folder;
        this.channel = channel;
        this.size = size;
    }

    /** Writes entries, which come in order. */
    static SpillRun write(SpillFolder folder, SpillSort.Cursor entries) throws IOException, InterruptedException {
        FileChannel channel = folder.create("run-");
        Writer writer = new Writer(channel);
        while (entries.next()) {
            writer.add(entries);
        }
        writer.endBlock();
        return new SpillRun(folder, channel, channel.position());
    }

    private static final class Writer {
        private final FileChannel channel;
        private byte[] block = new byte[2 * BLOCK];
        private int length = HEADER;

        Writer(FileChannel channel) {
            this.channel = channel;
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
                Channels.writeFully(channel, block, 0, length);
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
     * @param content whole entries, or none
     * @param end where the next block begins in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    record Block(byte[] content, long end) {}

    /** The block at an offset; one of no content at the end. Safe for use by many threads. */
    Block read(long offset) throws IOException {
        if (offset == size) {
            return new Block(new byte[0], size);
        }
        byte[] header = read(offset, HEADER);
        byte[] content = read(offset + HEADER, (int) INT.get(header, 0));
        if (crc(content, 0, content.length) != (int) INT.get(header, Integer.BYTES)) {
            throw new IOException("a temporary file of a sort reads back as something else than was written to it");
        }
        return new Block(content, offset + HEADER + content.length);
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("a temporary file of a sort is shorter than it was");
            }
        }
        return bytes.array();
    }

    void delete() throws IOException {
        folder.remove(channel);
    }

    static int littleEndian(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    public static long bigEndian(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
