package org.szformat.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.szformat.Layout;
import org.szformat.Locations;
import org.szformat.codec.ColumnCodec;
import org.szformat.io.PositionalFile;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Opens and creates containers. */
public final class ContainerProvider implements AppendableLayout, RepairableLayout {
    private static final long CHUNK_TARGET = 4L << 20;

    /** For the service loader. */
    public ContainerProvider() {}

    @Override
    public Layout layout() {
        return Layout.CONTAINER;
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return recognises(path, Features.NONE);
    }

    static boolean recognises(Path path, Features features) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        byte[] start = new byte[MetadataFrame.HEADER + FileHead.READ_FEATURES_AT + Long.BYTES];
        try (PositionalFile file = PositionalFile.open(path)) {
            if (!readStart(file, rootOffset(file), start) && !readStart(file, 0, start)) {
                return false;
            }
        }
        long bits = LittleEndian.getLong(start, MetadataFrame.HEADER + FileHead.READ_FEATURES_AT);
        return new Features(bits, 0, 0).isVirtual() == features.isVirtual();
    }

    /**
     * Reads what a file head or a root begins with; false when there is neither. Of a file that ends behind its signature
     * the rest is 0.
     */
    private static boolean readStart(PositionalFile file, long offset, byte[] start) throws IOException {
        int least = MetadataFrame.HEADER + FileHead.signatureLength();
        if (offset < 0 || offset > file.size() - least) {
            return false;
        }
        int length = (int) Math.min(start.length, file.size() - offset);
        file.readFully(offset, start, 0, length);
        return LittleEndian.getInt(start, 0) == MetadataFrame.MAGIC
                && FileHead.hasSignature(start, MetadataFrame.HEADER);
    }

    /**
     * Where the root is, which repeats the file head, as the file's last bytes say; −1 when they say nothing. Who opens a
     * file needs these bytes anyway, but not its first ones, which in a remote file are a request of their own.
     */
    private static long rootOffset(PositionalFile file) throws IOException {
        byte[] last = new byte[End.LENGTH];
        if (file.size() < last.length) {
            return -1;
        }
        file.readFully(file.size() - last.length, last, 0, last.length);
        return End.isSound(last, 0) ? LittleEndian.getLong(last, MetadataFrame.HEADER) : -1;
    }

    @Override
    public Optional<ColumnCodec> defaultCodec(Field field) {
        return Optional.of(FileHead.defaultCodec(field));
    }

    @Override
    public RecordFile open(Path path, ReadOptions options) throws IOException {
        return ContainerFile.open(path, options);
    }

    @Override
    public LayoutWriter create(Path path, Schema schema, Header header, WriteOptions options) throws IOException {
        return create(path, head(schema, header, options), options, ContainerWriter.CheckpointDistance.DEFAULT);
    }

    private ContainerWriter create(
            Path path, FileHead head, WriteOptions options, ContainerWriter.CheckpointDistance distance)
            throws IOException {
        boolean stream = isStream(path);
        ContainerOutput output = stream
                ? ContainerOutput.toStream(path, FileChannel.open(path, StandardOpenOption.WRITE))
                : createFile(path, options.onExisting());
        ContainerWriter.OnAbort onAbort = stream ? ContainerWriter.OnAbort.KEEP : ContainerWriter.OnAbort.DELETE;
        return create(path, output, head, options.durability(), onAbort, distance);
    }

    /** Creates a file whose records lie in others, and which tells nothing of them before it is finished. */
    ContainerWriter createVirtual(Path path, Schema schema, Header header, WriteOptions options) throws IOException {
        FileHead head =
                new FileHead(FileHead.MINOR, Features.VIRTUAL, CHUNK_TARGET, columns(schema, options), schema, header);
        return create(path, head, options, ContainerWriter.CheckpointDistance.RARE);
    }

    static FileHead head(Schema schema, Header header, WriteOptions options) {
        long target = options.chunkBytes().orElse(CHUNK_TARGET);
        return new FileHead(FileHead.MINOR, Features.NONE, target, columns(schema, options), schema, header);
    }

    static ContainerWriter create(
            Path path,
            ContainerOutput output,
            FileHead head,
            Durability durability,
            ContainerWriter.OnAbort onAbort,
            ContainerWriter.CheckpointDistance distance)
            throws IOException {
        ContainerWriter writer =
                new ContainerWriter(path, output, head, durability, onAbort, distance, Manifest.EMPTY, 0);
        try {
            writer.begin();
            return writer;
        } catch (IOException | RuntimeException e) {
            try {
                writer.abort();
            } catch (IOException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    @Override
    public LayoutWriter append(Path path, ReadOptions options, Durability durability) throws IOException {
        return FileResumption.append(path, options, durability, Features.NONE);
    }

    @Override
    public Repair repair(Path path, ReadOptions options) throws IOException {
        return FileResumption.repair(path, options);
    }

    private static boolean isStream(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    private static List<Column> columns(Schema schema, WriteOptions options) {
        Map<String, ColumnCodec> chosen = options.codecs();
        chosen.keySet().forEach(schema::field);
        if (schema.size() > FileHead.MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "found a schema of " + schema.size() + " fields; a container has at most " + FileHead.MAX_FIELDS);
        }
        List<Column> columns = new ArrayList<>(schema.size());
        for (Field field : schema.fields()) {
            ColumnCodec codec = chosen.getOrDefault(field.name(), FileHead.defaultCodec(field));
            if (!codec.supports(field.type())) {
                throw new IllegalArgumentException(
                        field + ": found the codec '" + codec + "', which has no values of type " + field.type());
            }
            columns.add(Column.of(field, codec));
        }
        return columns;
    }

    private ContainerOutput createFile(Path path, OnExisting onExisting) throws IOException {
        Locations.requireWritable(path);
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && Files.notExists(parent)) {
            throw new NoSuchFileException(parent.toString(), null, "no such directory to create a file in");
        }
        if (Files.exists(path)) {
            replace(path, onExisting);
        }
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return ContainerOutput.toFile(path, channel);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                Files.deleteIfExists(path);
            } catch (IOException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    private void replace(Path path, OnExisting onExisting) throws IOException {
        boolean isSz = recognises(path);
        if (!isSz || onExisting == OnExisting.REFUSE) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, isSz ? "exists; it was not to be replaced" : "exists and is no SZ file");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ContainerOutput.toFile(path, channel);
            Files.delete(path);
        }
    }
}
