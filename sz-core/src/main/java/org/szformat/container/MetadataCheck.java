package org.szformat.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32C;
import org.szformat.io.ReadableBytes;
import org.szformat.layout.Chunk;
import org.szformat.layout.StructureFinding;

/**
 * Checks what lies between the chunks of a container: metadata frames, each under its checksum. Those of them that lead
 * readers to the records are in use; tables that newer ones stand for are not, and no harm is done when they are damaged.
 */
final class MetadataCheck {
    private static final int FIELDS_AT = 44;
    private static final int PIECE = 1 << 16;

    private final ReadableBytes bytes;
    private final long size;
    private final List<Chunk> chunks;
    private final boolean complete;
    private final List<String> damaged = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();

    private MetadataCheck(ReadableBytes bytes, Contents contents, List<Chunk> chunks) {
        this.bytes = bytes;
        this.size = contents.end();
        this.chunks = chunks;
        this.complete = contents.fault().isEmpty();
    }

    /**
     * Checks a container up to where it was known to end; others may be appending to it. Of an incomplete one, what lies
     * behind its last chunk is not looked at.
     *
     * @param chunks all chunks, in the order in which they lie
     */
    static StructureFinding of(ReadableBytes bytes, Contents contents, List<Chunk> chunks) throws IOException {
        MetadataCheck check = new MetadataCheck(bytes, contents, chunks);
        check.run();
        return new StructureFinding(check.damaged, check.unused);
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
            ByteBuffer header = read(at, (int) Math.min(MetadataFrame.HEADER, to - at));
            boolean isFrame = header.limit() == MetadataFrame.HEADER
                    && header.getInt(0) == MetadataFrame.MAGIC
                    && header.get(8) == 'S'
                    && header.get(9) == 'Z'
                    && header.getLong(12) == at;
            long length = isFrame ? 8 + Integer.toUnsignedLong(header.getInt(4)) : 0;
            if (length < MetadataFrame.HEADER + MetadataFrame.CHECKSUM || length > to - at) {
                report(at, to, used, "offset " + at + ": found no metadata frame; expected one");
                return;
            }
            int stored = read(at + length - MetadataFrame.CHECKSUM, MetadataFrame.CHECKSUM)
                    .getInt(0);
            int computed = crc(at, at + length - MetadataFrame.CHECKSUM);
            if (stored != computed) {
                report(
                        at,
                        at + length,
                        used,
                        String.format(
                                Locale.ROOT,
                                "offset %d: found a metadata frame '%c' of CRC32C 0x%08X; expected 0x%08X",
                                at,
                                header.get(10),
                                computed,
                                stored));
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
        Set<Long> used = new HashSet<>(Set.of(0L, size - End.LENGTH));
        ByteBuffer end = read(size - End.LENGTH, End.LENGTH);
        long rootOffset = end.getLong(MetadataFrame.HEADER);
        used.add(rootOffset);
        ByteBuffer root = read(rootOffset, Math.toIntExact(end.getLong(MetadataFrame.HEADER + 8)));
        root.position(MetadataFrame.HEADER + FIELDS_AT);
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
            skip(root, Segment.BYTES);
        }
        return used;
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        byte[] read = new byte[length];
        bytes.readFully(offset, read, 0, length);
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
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
