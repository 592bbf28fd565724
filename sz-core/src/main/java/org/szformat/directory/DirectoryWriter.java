package org.szformat.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ColumnCodec;
import org.szformat.io.Channels;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Writes a directory. Of each chunk {@code dat} is written before {@code index}, so that a process that dies leaves no
 * line that points at nothing.
 */
final class DirectoryWriter implements LayoutWriter {
    private static final String NEW_INDEX = "index.new";

    private final Path path;
    private final Schema schema;
    private final Widener widener;
    private final Header header;
    private final Map<String, ColumnCodec> codecs;
    private final Durability durability;
    private final boolean madeDirectory;
    private final FileChannel dat;
    private final FileChannel index;
    private long datBytes;
    private long indexBytes;
    private long records;
    private boolean finished;

    private DirectoryWriter(
            Path path, Schema schema, Widener widener, Header header, WriteOptions options, boolean madeDirectory)
            throws IOException {
        this.path = path;
        this.schema = schema;
        this.widener = widener;
        this.header = header;
        this.codecs = options.codecs();
        this.durability = options.durability();
        this.madeDirectory = madeDirectory;
        Path datPath = path.resolve(DirectoryProvider.DAT);
        this.dat = FileChannel.open(datPath, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            this.index = FileChannel.open(
                    path.resolve(DirectoryProvider.INDEX), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException | RuntimeException e) {
            giveUp(dat::close, e);
            giveUp(() -> Files.deleteIfExists(datPath), e);
            throw e;
        }
    }

    static DirectoryWriter create(Path path, Schema schema, Header header, WriteOptions options) throws IOException {
        Widener widener = Widener.of(schema, options.unsupported());
        PyszRules.check(widener.target());
        checkCodecs(widener.target(), options.codecs());
        boolean made = prepare(path, options.onExisting());
        DirectoryWriter writer;
        try {
            writer = new DirectoryWriter(path, schema, widener, header, options, made);
        } catch (IOException | RuntimeException e) {
            if (made) {
                giveUp(() -> Files.deleteIfExists(path), e);
            }
            throw e;
        }
        try {
            byte[] head = writer.head(header);
            Channels.writeFully(writer.index, head, 0, head.length);
            writer.indexBytes = head.length;
            if (options.durability() == Durability.SYNC) {
                writer.force();
                Channels.forceDirectory(path);
                Path parent = path.toAbsolutePath().getParent();
                if (made && parent != null) {
                    Channels.forceDirectory(parent);
                }
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            giveUp(writer::abort, e);
            throw e;
        }
    }

    /** Something that may fail. */
    private interface Action {
        void run() throws IOException;
    }

    /** Cleans up after a failure, which stays the one that is told. */
    private static void giveUp(Action action, Exception failure) {
        try {
            action.run();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void checkCodecs(Schema schema, Map<String, ColumnCodec> codecs) {
        codecs.forEach((name, codec) -> {
            Field field = schema.field(name);
            String values = PyszRules.defaultCodec(field.type()).values().name();
            boolean zstd = codec.bytes().name().startsWith("zstd(");
            if (field.isAttribute() || !zstd || !codec.values().name().equals(values)) {
                throw new IllegalArgumentException(field + ": found the codec '" + codec + "'; in a directory "
                        + (field.isAttribute() ? "attributes are text" : "it is '" + values + ", zstd(LEVEL)'"));
            }
        });
    }

    /** Makes the directory, or makes room in it; says whether it was made. */
    private static boolean prepare(Path path, OnExisting onExisting) throws IOException {
        if (Files.notExists(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null && Files.notExists(parent)) {
                throw new NoSuchFileException(parent.toString(), null, "no such directory to create a file in");
            }
            Files.createDirectory(path);
            return true;
        }
        if (!Files.isDirectory(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "exists and is no directory of SZ");
        }
        boolean isEmpty;
        try (Stream<Path> entries = Files.list(path)) {
            isEmpty = entries.findAny().isEmpty();
        }
        if (isEmpty) {
            return false;
        }
        boolean isSz = DirectoryProvider.isDirectory(path);
        if (!isSz || onExisting == OnExisting.REFUSE) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, isSz ? "exists; it was not to be replaced" : "exists and is no SZ file");
        }
        deleteFiles(path);
        return false;
    }

    private static void deleteFiles(Path path) throws IOException {
        Files.deleteIfExists(path.resolve(DirectoryProvider.INDEX));
        Files.deleteIfExists(path.resolve(DirectoryProvider.DAT));
        Files.deleteIfExists(path.resolve(NEW_INDEX));
    }

    private byte[] head(Header said) {
        String columns = widener.target().fields().stream()
                .map(field -> field.name() + (field.isAttribute() ? ":A:" : ":D:") + field.type())
                .collect(Collectors.joining("\t", "LENGTH\tOFFSET\t", "\n"));
        return ("#" + said + "\n" + columns).getBytes(StandardCharsets.UTF_8);
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
    public Schema schema() {
        return schema;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public void check(Record record) {
        LayoutWriter.super.check(record);
        PyszRules.check(record);
    }

    @Override
    public long targetChunkBytes() {
        return ChunkPlan.TARGET_BYTES;
    }

    @Override
    public ChunkEncoder newEncoder() {
        return new DirectoryEncoder(widener, codecs);
    }

    @Override
    public void write(EncodedChunk chunk) throws IOException {
        EncodedRecords encoded = (EncodedRecords) chunk;
        byte[] lines = lines(encoded);
        try {
            Channels.writeFully(dat, encoded.dat(), 0, encoded.dat().length);
            Channels.writeFully(index, lines, 0, lines.length);
        } catch (IOException e) {
            // Readers refuse a line that is half there.
            giveUp(() -> index.truncate(indexBytes), e);
            giveUp(() -> dat.truncate(datBytes), e);
            throw e;
        }
        indexBytes += lines.length;
        datBytes += encoded.dat().length;
        records += encoded.records();
    }

    private byte[] lines(EncodedRecords encoded) {
        ByteArrayBuilder lines = new ByteArrayBuilder(encoded.cells().length + 24 * encoded.records());
        int datFrom = 0;
        int cellFrom = 0;
        for (int i = 0; i < encoded.records(); i++) {
            int datTo = encoded.datEnds()[i];
            byte[] place = (datTo - datFrom + "\t" + (datBytes + datFrom)).getBytes(StandardCharsets.US_ASCII);
            lines.append(place, 0, place.length);
            lines.append(encoded.cells(), cellFrom, encoded.cellEnds()[i]);
            lines.append(new byte[] {'\n'}, 0, 1);
            datFrom = datTo;
            cellFrom = encoded.cellEnds()[i];
        }
        return lines.toByteArray();
    }

    @Override
    public void flush() throws IOException {
        if (durability == Durability.SYNC) {
            force();
        }
    }

    private void force() throws IOException {
        dat.force(true);
        index.force(true);
    }

    @Override
    public void finish(Header said) throws IOException {
        if (records == 0) {
            throw new IOException(path + ": found no record at the end; a directory needs one at least, "
                    + "since pysz reads none without");
        }
        flush();
        if (!said.toString().equals(header.toString())) {
            replaceIndex(said);
        }
        dat.close();
        index.close();
        finished = true;
    }

    /** The header comes first in the file, so another one means another file, which takes the old one's name at once. */
    private void replaceIndex(Header said) throws IOException {
        Path replacement = path.resolve(NEW_INDEX);
        Path old = path.resolve(DirectoryProvider.INDEX);
        try (FileChannel from = FileChannel.open(old, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        replacement,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            byte[] head = head(said);
            Channels.writeFully(to, head, 0, head.length);
            long size = from.size();
            for (long at = head(header).length; at < size; ) {
                at += from.transferTo(at, size - at, to);
            }
            if (durability == Durability.SYNC) {
                to.force(true);
            }
        }
        index.close();
        Files.move(replacement, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (durability == Durability.SYNC) {
            Channels.forceDirectory(path);
        }
    }

    @Override
    public void abort() throws IOException {
        if (finished) {
            return;
        }
        close();
        deleteFiles(path);
        if (madeDirectory) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() throws IOException {
        try (dat;
                index) {
            // Closes both, whatever becomes of the first.
        }
    }
}
