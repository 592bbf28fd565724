package org.szformat.directory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.codec.CorruptDataException;
import org.szformat.index.IndexTable;
import org.szformat.io.PositionalFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.Extent;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** An open directory. The index is held in memory; {@code dat} is read at positions. */
final class DirectoryFile implements RecordFile {
    /** Frames that lie no further apart are read together with what is between them. */
    private static final int MAX_GAP = 64 << 10;

    private static final int MAX_SPAN = 16 << 20;

    private final Path path;
    private final Path dat;
    private final PositionalFile data;
    private final IndexFileReader.Contents contents;
    private final Limits limits;
    private final List<Chunk> chunks;
    private final Queue<DatasetDecoder> idleDecoders = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private DirectoryFile(Path path, PositionalFile data, IndexFileReader.Contents contents, Limits limits) {
        this.path = path;
        this.dat = path.resolve(DirectoryProvider.DAT);
        this.data = data;
        this.contents = contents;
        this.limits = limits;
        this.chunks = ChunkPlan.of(contents);
    }

    static DirectoryFile open(Path path, ReadOptions options) throws IOException {
        for (String name : List.of(DirectoryProvider.INDEX, DirectoryProvider.DAT)) {
            if (!Files.isRegularFile(path.resolve(name))) {
                throw new SzFormatException(
                        path, "directory", "no file '" + name + "' in it", "the two files 'index' and 'dat'");
            }
        }
        PositionalFile data = PositionalFile.open(path.resolve(DirectoryProvider.DAT));
        try {
            IndexFileReader.Contents contents =
                    IndexFileReader.read(path.resolve(DirectoryProvider.INDEX), data.size(), options);
            return new DirectoryFile(path, data, contents, options.limits());
        } catch (IOException | RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Layout layout() {
        return Layout.DIRECTORY;
    }

    @Override
    public String formatVersion() {
        return "pysz 0.3/0.4";
    }

    @Override
    public Header header() {
        return contents.header();
    }

    @Override
    public Schema schema() {
        return contents.schema();
    }

    @Override
    public String codec(Field field) {
        if (field.isAttribute()) {
            return "text";
        }
        return PyszRules.defaultCodec(field.type()).values().name() + ", zstd";
    }

    @Override
    public boolean isComplete() {
        return contents.fault().isEmpty();
    }

    @Override
    public Optional<String> incompleteness() {
        return contents.fault();
    }

    @Override
    public long size() {
        return contents.locations().size();
    }

    @Override
    public long storedBytes() throws IOException {
        return data.size() + Files.size(path.resolve(DirectoryProvider.INDEX));
    }

    @Override
    public long valueBytes() throws IOException {
        return new ValueBytes(contents, data).total();
    }

    @Override
    public IndexTable index() throws IOException {
        requireOpen();
        return contents.table();
    }

    @Override
    public long[] rows(String id) throws IOException {
        requireOpen();
        return contents.table().rows(id);
    }

    @Override
    public List<Chunk> chunks() {
        return chunks;
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        Objects.checkIndex(row, size());
        return readRows(new long[] {row}, projection).get(0);
    }

    /** {@inheritDoc} Records that lie close to one another are read together. */
    @Override
    public List<Record> read(long[] rows, Projection projection) throws IOException {
        for (long row : rows) {
            Objects.checkIndex(row, size());
        }
        return readRows(rows, projection);
    }

    @Override
    public List<Record> read(Chunk chunk, Projection projection) throws IOException {
        requireOwn(chunk);
        return readRows(
                LongStream.range(chunk.firstRow(), chunk.firstRow() + chunk.records())
                        .toArray(),
                projection);
    }

    @Override
    public long memoryBytes(Chunk chunk, Projection projection) {
        requireOwn(chunk);
        Wanted wanted = Wanted.of(schema(), projection);
        long bytes = 0;
        for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
            bytes += memoryBytes(row, wanted);
        }
        return bytes;
    }

    @Override
    public long memoryBytes(long row, Projection projection) {
        Objects.checkIndex(row, size());
        return memoryBytes(row, Wanted.of(schema(), projection));
    }

    private long memoryBytes(long row, Wanted wanted) {
        long bytes = contents.table().valueBytes(row);
        for (int dataset : wanted.datasets()) {
            bytes += ChunkPlan.valueBytes(
                    contents.locations(), row, dataset, schema().datasets().get(dataset));
        }
        return Record.memoryBytes(wanted.target(), bytes);
    }

    @Override
    public int[] lengths(Chunk chunk, Field dataset) throws IOException {
        requireOwn(chunk);
        int number = schema().datasets().indexOf(dataset);
        if (number < 0 || !PyszRules.isCounted(dataset.type())) {
            return RecordFile.super.lengths(chunk, dataset);
        }
        int[] lengths = new int[chunk.records()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = contents.locations().count(chunk.firstRow() + i, number);
        }
        return lengths;
    }

    /** {@inheritDoc} Each value of a dataset is a frame of its own in {@code dat}; attributes lie nowhere. */
    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        requireOpen();
        Objects.checkFromToIndex(from, to, size());
        RecordLocations places = contents.locations();
        for (long row = from; row < to; row++) {
            for (int i = 0; i < schema().datasets().size(); i++) {
                Field dataset = schema().datasets().get(i);
                int counted = places.count(row, i);
                long count = counted == RecordLocations.NO_COUNT ? Extent.UNKNOWN : counted;
                extents.accept(new Extent(
                        dat,
                        dataset,
                        row,
                        0,
                        places.frameOffset(row, i),
                        places.frameBytes(row, i),
                        codec(dataset),
                        0,
                        count,
                        count));
            }
        }
    }

    /**
     * {@inheritDoc} A directory has no checksums. It is made of what the index says of the chunk's records, which has the
     * size of each compressed value, and of the first and the last bytes that they take in {@code dat}.
     */
    @Override
    public long fingerprint(Chunk chunk) throws IOException {
        requireOpen();
        requireOwn(chunk);
        return ChunkFingerprint.of(contents, chunk, this::readStored);
    }

    private byte[] readStored(long row, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        readFully(row, offset, bytes, length);
        return bytes;
    }

    private void requireOwn(Chunk chunk) {
        if (chunk.number() < 0
                || chunk.number() >= chunks.size()
                || !chunks.get(chunk.number()).equals(chunk)) {
            throw new IllegalArgumentException(chunk + " is no chunk of " + path);
        }
    }

    private List<Record> readRows(long[] rows, Projection projection) throws IOException {
        requireOpen();
        Wanted wanted = Wanted.of(schema(), projection);
        DatasetDecoder decoder = idleDecoders.poll();
        if (decoder == null) {
            decoder = new DatasetDecoder(schema(), limits.maxValueBytes());
        }
        try {
            List<Record> records = new ArrayList<>(rows.length);
            for (int at = 0; at < rows.length; ) {
                int end = endOfSpan(rows, at, wanted);
                readSpan(rows, at, end, wanted, decoder, records);
                at = end;
            }
            return records;
        } finally {
            giveBack(decoder);
        }
    }

    private void giveBack(DatasetDecoder decoder) {
        idleDecoders.add(decoder);
        if (closed) {
            closeIdleDecoders();
        }
    }

    /** Behind the last row whose wanted frames are read in one go with those of the row at {@code first}. */
    private int endOfSpan(long[] rows, int first, Wanted wanted) {
        RecordLocations places = contents.locations();
        long start = wanted.start(places, rows[first]);
        long end = wanted.end(places, rows[first]);
        int at = first + 1;
        while (at < rows.length) {
            long gap = wanted.start(places, rows[at]) - end;
            long newEnd = wanted.end(places, rows[at]);
            if (gap < 0 || gap > MAX_GAP || newEnd - start > MAX_SPAN) {
                break;
            }
            end = newEnd;
            at++;
        }
        return at;
    }

    private void readSpan(long[] rows, int from, int to, Wanted wanted, DatasetDecoder decoder, List<Record> records)
            throws IOException {
        RecordLocations places = contents.locations();
        long start = wanted.start(places, rows[from]);
        long length = wanted.end(places, rows[to - 1]) - start;
        boolean oneByOne = length > MAX_SPAN;
        byte[] bytes = decoder.buffer(oneByOne ? 0 : (int) length);
        if (!oneByOne) {
            readFully(rows[from], start, bytes, (int) length);
        }
        for (int i = from; i < to; i++) {
            long row = rows[i];
            RecordBuilder record = Record.builder(wanted.target());
            contents.copyAttributes(row, wanted.target(), record);
            for (int k = 0; k < wanted.datasets().length; k++) {
                int dataset = wanted.datasets()[k];
                int frame = places.frameBytes(row, dataset);
                long offset = places.frameOffset(row, dataset);
                int at = (int) (offset - start);
                if (oneByOne) {
                    bytes = readLarge(row, offset, frame, decoder);
                    at = 0;
                }
                record.setStored(wanted.field(k), decode(row, dataset, decoder, bytes, at, frame));
            }
            records.add(record.build());
        }
    }

    /** A frame that is too large to be read with others. */
    private byte[] readLarge(long row, long offset, int length, DatasetDecoder decoder) throws IOException {
        if (length > limits.maxValueBytes()) {
            throw new SzFormatException(
                    dat,
                    "offset " + offset + ", " + name(row),
                    "a frame of " + length + " bytes",
                    "at most " + limits.maxValueBytes() + ", or a higher limit");
        }
        byte[] bytes = decoder.buffer(length);
        readFully(row, offset, bytes, length);
        return bytes;
    }

    private void readFully(long row, long offset, byte[] bytes, int length) throws IOException {
        try {
            data.readFully(offset, bytes, 0, length);
        } catch (EOFException e) {
            throw new SzFormatException(
                    dat,
                    "offset " + offset + ", " + name(row),
                    "the end of the file",
                    length + " bytes, which were there when it was opened",
                    e);
        }
    }

    private Object decode(long row, int dataset, DatasetDecoder decoder, byte[] bytes, int at, int length)
            throws IOException {
        RecordLocations places = contents.locations();
        Field field = schema().datasets().get(dataset);
        try {
            return decoder.decode(dataset, field, bytes, at, at + length, places.count(row, dataset));
        } catch (CorruptDataException e) {
            throw new SzFormatException(
                    dat,
                    "offset " + places.frameOffset(row, dataset) + ", " + name(row) + ", " + field + ", byte "
                            + e.position() + " of the " + e.what(),
                    e.found(),
                    e.expected(),
                    e);
        }
    }

    private String name(long row) {
        return "record " + row
                + schema().key()
                        .map(key -> " (" + key.name() + " "
                                + contents.table().row(row).key() + ")")
                        .orElse("");
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void closeIdleDecoders() {
        for (DatasetDecoder decoder = idleDecoders.poll(); decoder != null; decoder = idleDecoders.poll()) {
            decoder.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        data.close();
        closeIdleDecoders();
    }
}
