package org.szformat.rewrite;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.CorruptDataException;
import org.szformat.io.Channels;

/**
 * Sorted entries in a file: blocks of whole entries, each of the length of its content, the length that is stored, and the
 * CRC32C of what is stored, as ints, then that: LZ4, or the content itself where LZ4 saves nothing. The file is gone when
 * it is closed.
 */
final class SpillRun {
    /** Content of a block, unless one entry is larger. */
    static final int BLOCK = 1 << 16;

    private static final int HEADER = 3 * Integer.BYTES;
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
        try (ByteCompressor compressor = ByteCodec.lz4().newCompressor()) {
            Writer writer = new Writer(channel, compressor);
            while (entries.next()) {
                writer.add(entries);
            }
            writer.endBlock();
            return new SpillRun(folder, channel, channel.position());
        }
    }

    private static final class Writer {
        private final FileChannel channel;
        private final ByteCompressor compressor;
        private byte[] content = new byte[2 * BLOCK];
        private int length;
        private byte[] stored = new byte[0];

        Writer(FileChannel channel, ByteCompressor compressor) {
            this.channel = channel;
            this.compressor = compressor;
        }

        void add(SpillSort.Cursor entry) throws IOException {
            int bytes = entry.keyLength() + entry.payloadLength();
            if (length > 0 && length + EntryBuffer.HEADER + bytes > BLOCK) {
                endBlock();
            }
            if (content.length < EntryBuffer.HEADER + bytes) {
                content = new byte[EntryBuffer.HEADER + bytes];
            }
            INT.set(content, length, entry.keyLength());
            INT.set(content, length + Integer.BYTES, entry.payloadLength());
            length += EntryBuffer.HEADER;
            System.arraycopy(entry.bytes(), entry.keyFrom(), content, length, bytes);
            length += bytes;
        }

        void endBlock() throws IOException {
            if (length == 0) {
                return;
            }
            int room = Math.toIntExact(Math.max(length, compressor.maxCompressedLength(length)) + HEADER);
            if (stored.length < room) {
                stored = new byte[room];
            }
            int end = compressor.compress(content, 0, length, stored, HEADER);
            if (end - HEADER >= length) {
                System.arraycopy(content, 0, stored, HEADER, length);
                end = HEADER + length;
            }
            CRC32C crc = new CRC32C();
            crc.update(stored, HEADER, end - HEADER);
            INT.set(stored, 0, length);
            INT.set(stored, Integer.BYTES, end - HEADER);
            INT.set(stored, 2 * Integer.BYTES, (int) crc.getValue());
            Channels.writeFully(channel, stored, 0, end);
            length = 0;
        }
    }

    /**
     * A block.
     *
     * @param content whole entries
     * @param end where the next block begins in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    record Block(byte[] content, long end) {}

    /** The block at an offset; null at the end. Safe for use by many threads. */
    @Nullable
    Block read(long offset) throws IOException {
        if (offset == size) {
            return null;
        }
        byte[] header = read(offset, HEADER);
        int length = (int) INT.get(header, 0);
        byte[] stored = read(offset + HEADER, (int) INT.get(header, Integer.BYTES));
        CRC32C crc = new CRC32C();
        crc.update(stored, 0, stored.length);
        if ((int) crc.getValue() != (int) INT.get(header, 2 * Integer.BYTES)) {
            throw new IOException("a temporary file of a sort reads back as something else than was written to it");
        }
        long end = offset + HEADER + stored.length;
        if (stored.length == length) {
            return new Block(stored, end);
        }
        byte[] content = new byte[length];
        try (ByteDecompressor decompressor = ByteCodec.lz4().newDecompressor()) {
            decompressor.decompress(stored, 0, stored.length, content, 0, length);
        } catch (CorruptDataException e) {
            throw new IOException("a temporary file of a sort cannot be decompressed", e);
        }
        return new Block(content, end);
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

    static long bigEndian(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
