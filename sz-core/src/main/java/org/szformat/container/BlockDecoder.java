package org.szformat.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayCodec;
import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.CorruptDataException;

/**
 * Turns stored bytes of blocks into values. Confined to one thread at a time.
 *
 * <p>No block has more than {@value Block#MAX_VALUES} values, so what is kept from one to the next is a few MiB.
 */
final class BlockDecoder implements Closeable {
    /** The longest varint that {@link Block.Kind#LENGTHS} has for a row. */
    private static final int MAX_LENGTH_BYTES = 5;

    private final Path file;
    private final List<Column> columns;
    private final @Nullable ArrayCodec<?>[] valueCodecs;
    private final @Nullable ByteDecompressor[] columnDecompressors;
    private final Map<ByteCodec, ByteDecompressor> decompressors = new HashMap<>();
    private final ScratchArrays arrays = new ScratchArrays();
    private final ByteArrayBuilder scratch = new ByteArrayBuilder(1 << 16);

    private byte[] content = scratch.array();
    private int contentFrom;

    BlockDecoder(Path file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
        this.valueCodecs = new ArrayCodec<?>[columns.size()];
        this.columnDecompressors = new ByteDecompressor[columns.size()];
    }

    Path file() {
        return file;
    }

    /** An array for values that are used before the next ones are decoded. */
    Object scratch(ArrayKind<?> kind, int length) {
        return arrays.get(kind, length);
    }

    /** Decodes a block of kind SHARED or OWN into an array, from an index on. */
    void decode(ChunkHead head, Block block, StoredBytes stored, Object array, int at) throws IOException {
        ArrayCodec<?> codec = valueCodec(block.column());
        try {
            decode(codec, block, stored, array, at);
        } catch (CorruptDataException e) {
            throw corrupt(head, block, e);
        }
    }

    private <A> void decode(ArrayCodec<A> codec, Block block, StoredBytes stored, Object array, int at)
            throws IOException, CorruptDataException {
        int count = block.values();
        A values = codec.kind().cast(array);
        int length = content(block, stored, codec.minEncodedLength(count), codec.maxEncodedLength(count));
        codec.decode(content, contentFrom, contentFrom + length, values, at, count);
    }

    private ArrayCodec<?> valueCodec(int column) throws SzFormatException {
        ArrayCodec<?> known = valueCodecs[column];
        if (known == null) {
            Column of = columns.get(column);
            known = of.codec(file).values().forType(of.field().type());
            valueCodecs[column] = known;
        }
        return known;
    }

    /**
     * Decompresses a block of kind LENGTHS or PRESENCE.
     *
     * @return how many bytes it has, which {@link #content} holds from {@link #contentFrom} on until the next block is
     *     decoded
     */
    int shape(ChunkHead head, Block block, StoredBytes stored) throws IOException {
        boolean bits = block.kind() == Block.Kind.PRESENCE;
        int min = bits ? (block.rows() + 7) / 8 : block.rows();
        int max = bits ? min : MAX_LENGTH_BYTES * block.rows();
        try {
            return content(block, stored, min, max);
        } catch (CorruptDataException e) {
            throw corrupt(head, block, e);
        }
    }

    byte[] content() {
        return content;
    }

    int contentFrom() {
        return contentFrom;
    }

    /** Checks a block and, unless it is inline, decompresses it; returns the length of the content. */
    private int content(Block block, StoredBytes stored, long min, long max) throws IOException, CorruptDataException {
        ByteDecompressor decompressor = decompressor(block.column());
        byte[] array = stored.array(block);
        int from = stored.from(block);
        int to = from + block.stored();
        if (block.isInline()) {
            if (block.stored() < min || block.stored() > max) {
                throw new CorruptDataException("inline block", 0, block.stored() + " bytes", min + " to " + max);
            }
            content = array;
            contentFrom = from;
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
        if (!BlockEncoder.isZstd(columns.get(block.column()).codec(file).bytes())) {
            from = skippableContent(array, from, to);
        }
        int length = decompressor.contentLength(array, from, to, min, max);
        scratch.clear();
        content = scratch.reserve(length);
        contentFrom = 0;
        decompressor.decompress(array, from, to, content, 0, length);
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

    private ByteDecompressor decompressor(int column) throws SzFormatException {
        ByteDecompressor known = columnDecompressors[column];
        if (known == null) {
            known = decompressors.computeIfAbsent(
                    columns.get(column).codec(file).bytes(), ByteCodec::newDecompressor);
            columnDecompressors[column] = known;
        }
        return known;
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
