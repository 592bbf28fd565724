package org.szformat.container;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayCodec;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.CorruptDataException;

/**
 * Turns stored bytes of blocks into arrays. Confined to one thread at a time.
 *
 * <p>No block has more than {@value Block#MAX_VALUES} values, so none makes an array of more than 2 MiB.
 */
final class BlockDecoder implements Closeable {
    /** The longest varint that {@link Block.Kind#LENGTHS} has for a row. */
    private static final int MAX_LENGTH_BYTES = 5;

    private final Path file;
    private final List<Column> columns;
    private final Map<ByteCodec, ByteDecompressor> decompressors = new HashMap<>();
    private final ByteArrayBuilder scratch = new ByteArrayBuilder(1 << 16);

    BlockDecoder(Path file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** The values of a block of kind SHARED or OWN. */
    Object values(ChunkHead head, Block block, StoredBytes stored) throws SzFormatException {
        Column column = columns.get(block.column());
        ColumnCodec codec = column.codec(file);
        ArrayCodec<?> values = codec.values().forType(column.field().type());
        try {
            int length = content(codec.bytes(), block, stored, values, block.values());
            return decode(values, block, stored, length);
        } catch (CorruptDataException e) {
            throw corrupt(head, block, e);
        }
    }

    private <A> A decode(ArrayCodec<A> values, Block block, StoredBytes stored, int length)
            throws CorruptDataException {
        A array = values.kind().allocate(block.values());
        if (block.isInline()) {
            int from = stored.from(block);
            values.decode(stored.array(block), from, from + length, array, 0, block.values());
        } else {
            values.decode(scratch.array(), 0, length, array, 0, block.values());
        }
        return array;
    }

    /** The bytes of a block of kind LENGTHS or PRESENCE. */
    byte[] shape(ChunkHead head, Block block, StoredBytes stored) throws SzFormatException {
        ByteCodec codec = columns.get(block.column()).codec(file).bytes();
        boolean bits = block.kind() == Block.Kind.PRESENCE;
        int min = bits ? (block.rows() + 7) / 8 : block.rows();
        int max = bits ? min : MAX_LENGTH_BYTES * block.rows();
        try {
            int length = content(codec, block, stored, min, max);
            byte[] source = block.isInline() ? stored.array(block) : scratch.array();
            int from = block.isInline() ? stored.from(block) : 0;
            byte[] shape = new byte[length];
            System.arraycopy(source, from, shape, 0, length);
            return shape;
        } catch (CorruptDataException e) {
            throw corrupt(head, block, e);
        }
    }

    private int content(ByteCodec codec, Block block, StoredBytes stored, ArrayCodec<?> values, int count)
            throws CorruptDataException {
        return content(codec, block, stored, values.minEncodedLength(count), values.maxEncodedLength(count));
    }

    /** Checks a block and, unless it is inline, decompresses it into {@link #scratch}; returns the content's length. */
    private int content(ByteCodec codec, Block block, StoredBytes stored, long min, long max)
            throws CorruptDataException {
        byte[] array = stored.array(block);
        int from = stored.from(block);
        int to = from + block.stored();
        if (block.isInline()) {
            if (block.stored() < min || block.stored() > max) {
                throw new CorruptDataException("inline block", 0, block.stored() + " bytes", min + " to " + max);
            }
            return block.stored();
        }
        int crc = LittleEndian.crc32c(array, from, block.stored());
        if (crc != block.crc()) {
            throw new CorruptDataException(
                    "block",
                    0,
                    String.format("bytes of CRC32C 0x%08X", crc),
                    String.format("0x%08X, as the chunk head says", block.crc()));
        }
        if (!BlockEncoder.isZstd(codec)) {
            from = skippableContent(array, from, to);
        }
        ByteDecompressor decompressor = decompressor(codec);
        int length = decompressor.contentLength(array, from, to, min, max);
        scratch.clear();
        decompressor.decompress(array, from, to, scratch.reserve(length), 0, length);
        return length;
    }

    private static int skippableContent(byte[] array, int from, int to) throws CorruptDataException {
        int header = MetadataFrame.SKIPPABLE_HEADER;
        boolean sound = to - from >= header
                && LittleEndian.getInt(array, from) == MetadataFrame.MAGIC
                && LittleEndian.getInt(array, from + 4) == to - from - header;
        if (!sound) {
            throw new CorruptDataException(
                    "block", 0, "no skippable frame of its length", "0x184D2A53 and the length of the rest");
        }
        return from + header;
    }

    private ByteDecompressor decompressor(ByteCodec codec) {
        return decompressors.computeIfAbsent(codec, ByteCodec::newDecompressor);
    }

    private SzFormatException corrupt(ChunkHead head, Block block, CorruptDataException e) {
        long offset = block.isInline() ? head.entry().offset() + block.at() : block.at();
        return fault(head, block, "byte " + e.position() + " of the " + e.what(), offset, e.found(), e.expected(), e);
    }

    SzFormatException fault(ChunkHead head, Block block, String found, String expected) {
        long offset = block.isInline() ? head.entry().offset() + block.at() : block.at();
        return fault(head, block, "", offset, found, expected, null);
    }

    private SzFormatException fault(
            ChunkHead head,
            Block block,
            String inBlock,
            long offset,
            String found,
            String expected,
            @Nullable Throwable cause) {
        long row = head.entry().firstRow() + block.firstRow();
        String rows = block.rows() == 1 ? "record " + row : "records " + row + " to " + (row + block.rows() - 1);
        String place = "offset " + offset + ", chunk " + head.entry().number() + ", " + rows + ", "
                + columns.get(block.column()).field() + (inBlock.isEmpty() ? "" : ", " + inBlock);
        return new SzFormatException(file, place, found, expected, cause);
    }

    @Override
    public void close() {
        decompressors.values().forEach(ByteDecompressor::close);
        decompressors.clear();
    }
}
