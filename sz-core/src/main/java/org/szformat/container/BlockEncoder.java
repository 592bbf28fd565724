package org.szformat.container;

import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.szformat.codec.ArrayCodec;
import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ValueCodec;
import org.szformat.schema.ValueType;

/** Encodes the blocks of one chunk after the other. Confined to one thread at a time. */
final class BlockEncoder implements Closeable {
    /** Blocks of no more bytes are not worth a frame. */
    private static final int MAX_INLINE = 64;

    /** Blocks of no more bytes are inline when compression does not save the checksum. */
    private static final int MAX_INLINE_INCOMPRESSIBLE = 256;

    private static final ArrayCodec<?> BYTES = ValueCodec.plain().forType(ValueType.U8);

    private final List<ArrayCodec<?>> valueCodecs;
    private final List<ByteCodec> byteCodecs;
    private final Map<ByteCodec, ByteCompressor> compressors = new HashMap<>();
    private final ByteArrayBuilder scratch = new ByteArrayBuilder(1 << 16);
    private final ScratchArrays arrays = new ScratchArrays();
    private final FrameBuffers buffers;
    private ByteArrayBuilder frames;
    private final ByteWriter entries = new ByteWriter(1 << 10);
    private final ByteWriter inline = new ByteWriter(1 << 10);
    private int blocks;

    BlockEncoder(List<Column> columns, FrameBuffers buffers) {
        this.buffers = buffers;
        this.frames = buffers.take();
        valueCodecs = columns.stream()
                .<ArrayCodec<?>>map(
                        column -> codec(column).values().forType(column.field().type()))
                .toList();
        byteCodecs = columns.stream().map(column -> codec(column).bytes()).toList();
        byteCodecs.forEach(codec -> compressors.computeIfAbsent(codec, ByteCodec::newCompressor));
    }

    private static ColumnCodec codec(Column column) {
        return Objects.requireNonNull(column.knownCodec(), column.codecText());
    }

    /** Whether blocks of a codec are zstd frames, rather than in skippable ones. */
    static boolean isZstd(ByteCodec codec) {
        return codec.isZstandard();
    }

    /** Forgets the blocks of the chunk before. */
    void begin() {
        frames.clear();
        entries.clear();
        inline.clear();
        blocks = 0;
    }

    /** Adds values of a column, from an array of its kind. */
    void addValues(Block.Kind kind, int column, int firstRow, int rows, Object array, int from, int count) {
        encode(valueCodecs.get(column), array, from, count);
        add(kind, column, firstRow, rows, count);
    }

    /** Adds what says which rows have values, or how many. */
    void addShape(Block.Kind kind, int column, int firstRow, int rows, byte[] bytes) {
        encode(BYTES, bytes, 0, bytes.length);
        add(kind, column, firstRow, rows, rows);
    }

    private <A> void encode(ArrayCodec<A> codec, Object array, int from, int count) {
        scratch.clear();
        byte[] room = scratch.reserve(codec.maxEncodedLength(count));
        scratch.setLength(codec.encode(codec.kind().cast(array), from, count, room, 0));
    }

    private void add(Block.Kind kind, int column, int firstRow, int rows, int values) {
        blocks++;
        int start = frames.length();
        int length = scratch.length();
        if (length > MAX_INLINE) {
            compress(byteCodecs.get(column));
            int stored = frames.length() - start;
            if (length > MAX_INLINE_INCOMPRESSIBLE || stored + MetadataFrame.CHECKSUM < length) {
                int crc = LittleEndian.crc32c(frames.array(), start, stored);
                new Block(kind, column, firstRow, rows, values, 0, stored, crc, Block.Place.FRAME).write(entries);
                return;
            }
            frames.setLength(start);
        }
        new Block(kind, column, firstRow, rows, values, 0, length, 0, Block.Place.INLINE).write(entries);
        inline.bytes(scratch.array(), 0, length);
    }

    private void compress(ByteCodec codec) {
        ByteCompressor compressor = Objects.requireNonNull(compressors.get(codec));
        int start = frames.length();
        int header = isZstd(codec) ? 0 : MetadataFrame.SKIPPABLE_HEADER;
        byte[] room = frames.reserve(header + compressor.maxCompressedLength(scratch.length()));
        int end = compressor.compress(scratch.array(), 0, scratch.length(), room, start + header);
        if (header > 0) {
            LittleEndian.putInt(room, start, MetadataFrame.MAGIC);
            LittleEndian.putInt(room, start + Integer.BYTES, end - start - header);
        }
        frames.setLength(end);
    }

    int blocks() {
        return blocks;
    }

    ByteWriter entries() {
        return entries;
    }

    ByteWriter inline() {
        return inline;
    }

    /** Hands over the blocks behind the head. */
    ByteArrayBuilder takeFrames() {
        ByteArrayBuilder taken = frames;
        frames = buffers.take();
        return taken;
    }

    /** An array for values that are added before the next such array is asked for. */
    Object scratch(ArrayKind<?> kind, int length) {
        return arrays.get(kind, length);
    }

    @Override
    public void close() {
        compressors.values().forEach(ByteCompressor::close);
        buffers.giveBack(frames);
    }
}
