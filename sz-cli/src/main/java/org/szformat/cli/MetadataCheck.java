package org.szformat.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/**
 * Checks what lies between the chunks of a container: metadata frames, each under its checksum. Those of them that lead
 * readers to the records are in use; tables that newer ones stand for are not, and no harm is done when they are damaged.
 */
final class MetadataCheck {
    private static final int MAGIC = 0x184D2A53;
    private static final int HEADER = 20;
    private static final int CHECKSUM = 4;
    private static final int END_LENGTH = 40;
    private static final int SEGMENT_LENGTH = 48;
    private static final int FIELDS_AT = 44;
    private static final int PIECE = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private final List<Chunk> chunks;
    private final boolean complete;
    private final List<String> damaged = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();

    private MetadataCheck(FileChannel channel, RecordFile file) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.chunks = file.chunks().stream()
                .sorted(Comparator.comparingLong(Chunk::offset))
                .toList();
        this.complete = file.isComplete() && endsWithEnd();
    }

    /** Whether the file still ends as it did when it was opened, and nobody is appending to it. */
    private boolean endsWithEnd() throws IOException {
        ByteBuffer end = read(size - END_LENGTH, END_LENGTH);
        return end.getInt(0) == MAGIC && end.get(10) == 'E' && end.getLong(12) == size - END_LENGTH;
    }

    /**
     * What was found.
     *
     * @param damaged what is wrong with frames that are in use
     * @param unused what is wrong with others
     */
    record Finding(List<String> damaged, List<String> unused) {}

    /** Checks a container. Of an incomplete one, what lies behind its last chunk is not looked at. */
    static Finding of(RecordFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path())) {
            MetadataCheck check = new MetadataCheck(channel, file);
            check.run();
            return new Finding(check.damaged, check.unused);
        }
    }

    private void run() throws IOException {
        Set<Long> used = complete ? framesInUse() : Set.of();
        long at = 0;
        for (Chunk chunk : chunks) {
            walk(at, chunk.offset(), used);
            at = chunk.offset() + chunk.storedBytes();
        }
        if (complete) {
            walk(at, size, used);
        }
    }

    /** The frames between two places; behind one whose length cannot be trusted, the others are not found. */
    private void walk(long from, long to, Set<Long> used) throws IOException {
        long at = from;
        while (at < to) {
            ByteBuffer header = read(at, (int) Math.min(HEADER, to - at));
            boolean isFrame = header.limit() == HEADER
                    && header.getInt(0) == MAGIC
                    && header.get(8) == 'S'
                    && header.get(9) == 'Z'
                    && header.getLong(12) == at;
            long length = isFrame ? 8 + Integer.toUnsignedLong(header.getInt(4)) : 0;
            if (length < HEADER + CHECKSUM || length > to - at) {
                report(at, to, used, "offset " + at + ": found no metadata frame; expected one");
                return;
            }
            int stored = read(at + length - CHECKSUM, CHECKSUM).getInt(0);
            int computed = crc(at, at + length - CHECKSUM);
            if (stored != computed) {
                report(
                        at,
                        at + length,
                        used,
                        String.format(
                                "offset %d: found a metadata frame '%c' of CRC32C 0x%08X; expected 0x%08X",
                                at, header.get(10), computed, stored));
            }
            at += length;
        }
    }

    private void report(long from, long to, Set<Long> used, String fault) {
        boolean isUsed = !complete || used.stream().anyMatch(offset -> offset >= from && offset < to);
        (isUsed ? damaged : unused).add(fault);
    }

    /** The offsets of file head, root, end and of the tables that the root names. The reader has checked the root. */
    private Set<Long> framesInUse() throws IOException {
        Set<Long> used = new HashSet<>(Set.of(0L, size - END_LENGTH));
        ByteBuffer end = read(size - END_LENGTH, END_LENGTH);
        long rootOffset = end.getLong(HEADER);
        used.add(rootOffset);
        ByteBuffer root = read(rootOffset, Math.toIntExact(end.getLong(HEADER + 8)));
        root.position(HEADER + FIELDS_AT);
        int fields = Short.toUnsignedInt(root.getShort());
        skip(root, 2);
        for (int i = 0; i < fields; i++) {
            skip(root, 2);
            skip(root, Byte.toUnsignedInt(root.get()));
            skip(root, Byte.toUnsignedInt(root.get()));
        }
        skip(root, 4);
        skip(root, root.getInt());
        skip(root, 16);
        int segments = root.getInt();
        for (int i = 0; i < segments; i++) {
            int at = root.position();
            used.add(root.getLong(at + 32));
            used.add(root.getLong(at + 40));
            skip(root, SEGMENT_LENGTH);
        }
        return used;
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("offset " + (offset + buffer.position()) + ": found the end of the file");
            }
        }
        return buffer.flip();
    }

    private int crc(long from, long to) throws IOException {
        CRC32C crc = new CRC32C();
        for (long at = from; at < to; ) {
            int length = (int) Math.min(PIECE, to - at);
            crc.update(read(at, length));
            at += length;
        }
        return (int) crc.getValue();
    }
}
