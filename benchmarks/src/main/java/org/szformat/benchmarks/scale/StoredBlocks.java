package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many bytes of a container are blocks of values of a field, counted from the chunk heads as {@code FORMAT.md}
 * specifies them, without the library.
 */
final class StoredBlocks {
    private static final int MAGIC = 0x184D2A53;
    private static final int PREFIX = 64;
    private static final int PAYLOAD = 20;

    private final int field;
    private long fileBytes;
    private long valueBytes;
    private long values;
    private long chunks;
    private long headBytes;

    private StoredBlocks(int field) {
        this.field = field;
    }

    /** Walks through a file. */
    static StoredBlocks of(Path path, int field) throws IOException {
        StoredBlocks blocks = new StoredBlocks(field);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            blocks.fileBytes = channel.size();
            for (long at = 0; at < blocks.fileBytes; ) {
                at = blocks.frame(channel, at);
            }
        }
        return blocks;
    }

    long fileBytes() {
        return fileBytes;
    }

    /** Bytes of the field's values as stored: whole frames of shared and own blocks, or what is inline. */
    long valueBytes() {
        return valueBytes;
    }

    long values() {
        return values;
    }

    long chunks() {
        return chunks;
    }

    long headBytes() {
        return headBytes;
    }

    private long frame(FileChannel channel, long at) throws IOException {
        ByteBuffer start = read(channel, at, (int) Math.min(PREFIX, fileBytes - at));
        if (start.getInt(0) != MAGIC) {
            throw new IOException("offset " + at + ": no metadata frame");
        }
        int length = 8 + start.getInt(4);
        if (start.get(10) != 'C') {
            return at + length;
        }
        ByteBuffer head = read(channel, at, length);
        chunks++;
        headBytes += length;
        int entries = head.getInt(PAYLOAD + 36);
        head.position(PAYLOAD + 44);
        for (int i = 0; i < entries; i++) {
            entry(head);
        }
        return at + head.getLong(PAYLOAD + 16);
    }

    private void entry(ByteBuffer head) {
        int flags = head.get();
        long of = varint(head);
        varint(head);
        varint(head);
        long count = varint(head);
        long stored = varint(head);
        if (flags >= 0) {
            head.getInt();
        }
        int kind = flags & 3;
        if (of == field && (kind == 0 || kind == 3)) {
            valueBytes += stored;
            values += count;
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("offset " + at + ": the file ends in a frame");
            }
        }
        return bytes;
    }
}
