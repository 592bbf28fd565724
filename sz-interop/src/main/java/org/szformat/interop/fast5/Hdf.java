package org.szformat.interop.fast5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.filter.FilterManager;
import io.jhdf.links.SoftLink;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * An open HDF5 file: groups, attributes and datasets as jHDF reads them, with what jHDF throws at a damaged file turned into
 * a {@link SzFormatException}. Safe for use by many threads: what is not data is read by one at a time.
 */
final class Hdf implements Closeable {
    static {
        FilterManager.addFilter(new VbzFilter());
    }

    private static final int SUPERBLOCK_BYTES = 52;

    /** What HDF5 files begin with, read as a little-endian number. */
    private static final long SIGNATURE = 0x0A1A0A0D46444889L;

    private final Path path;
    private final HdfFile file;
    private volatile boolean closed;

    private Hdf(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws SzFormatException when it is no HDF5 file
     */
    static Hdf open(Path path) throws IOException {
        requireWhole(path);
        return new Hdf(path, guarded(path, "superblock", () -> new HdfFile(path)));
    }

    /**
     * Checks that a file is as long as its superblock says (HDF5 File Format Specification 3.0, section II.A), which jHDF
     * does not. Of a superblock elsewhere than at the file's beginning, or with addresses of other than 8 bytes, nothing is
     * checked.
     */
    private static void requireWhole(Path path) throws IOException {
        ByteBuffer head;
        try (InputStream in = Files.newInputStream(path)) {
            head = ByteBuffer.wrap(in.readNBytes(SUPERBLOCK_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (head.limit() < SUPERBLOCK_BYTES || head.getLong(0) != SIGNATURE) {
            return;
        }
        int version = head.get(8);
        int width = head.get(version < 2 ? 13 : 9);
        if (version < 0 || version > 3 || width != Long.BYTES) {
            return;
        }
        long end = head.getLong(version == 0 ? 40 : version == 1 ? 44 : 28);
        long size = Files.size(path);
        if (end > size) {
            throw new SzFormatException(
                    path, "superblock", "a file of " + size + " bytes", end + ", as it says; the file is cut off");
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /**
     * jHDF checks little, so that anything may come of bytes that are damaged: a number that is used as an index, a size or
     * a depth; and a file that is cut while it is mapped is an internal error of the virtual machine.
     */
    @SuppressWarnings(
            "removal") // that errors of memory and stack come from a file, and not from this program, is known here
    private static <T> T guarded(Path path, String place, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | InternalError | AssertionError e) {
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new SzFormatException(path, place, '"' + said + '"', "sound HDF5", e);
        }
    }

    private synchronized <T> T locked(String place, Call<T> call) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return guarded(path, place, call);
    }

    Path path() {
        return path;
    }

    Group root() {
        return file;
    }

    /** The group of that name in another, or null. */
    @Nullable
    Group group(Group parent, String name) throws IOException {
        return child(parent, name, Group.class).orElse(null);
    }

    /** The dataset of that name in a group, or null. */
    @Nullable
    Dataset dataset(Group parent, String name) throws IOException {
        return child(parent, name, Dataset.class).orElse(null);
    }

    private <T extends Node> Optional<T> child(Group parent, String name, Class<T> type) throws IOException {
        return locked(
                parent.getPath() + name,
                () -> Optional.ofNullable(resolved(parent.getChild(name)))
                        .filter(type::isInstance)
                        .map(type::cast));
    }

    /** The groups in a group, by name. */
    Map<String, Group> groups(Group parent) throws IOException {
        return locked(parent.getPath(), () -> {
            Map<String, Group> groups = new LinkedHashMap<>();
            parent.getChildren().forEach((name, node) -> {
                if (resolved(node) instanceof Group group) {
                    groups.put(name, group);
                }
            });
            return groups;
        });
    }

    /** Links into other files are not followed. */
    private static @Nullable Node resolved(@Nullable Node node) {
        return node instanceof SoftLink link ? (link.isBrokenLink() ? null : link.getTarget()) : node;
    }

    /**
     * The attributes of a group, by name: strings, numbers, labels of enumerations as strings. Arrays of one value count as
     * that value; whatever else there is, is an {@link Unusual}. Those that are empty are left out.
     */
    Map<String, Object> attributes(Group group) throws IOException {
        return locked(group.getPath(), () -> {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, Attribute> attribute : group.getAttributes().entrySet()) {
                Object value = attribute.getValue().isEmpty()
                        ? null
                        : scalar(attribute.getValue().getData());
                if (value != null) {
                    values.put(attribute.getKey(), value);
                }
            }
            return values;
        });
    }

    /**
     * The value of an attribute that is neither a string nor a number.
     *
     * @param kind what it is, for messages
     */
    record Unusual(String kind) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private static @Nullable Object scalar(@Nullable Object data) {
        if (data == null || data instanceof String || data instanceof Number) {
            return data;
        } else if (data.getClass().isArray() && Array.getLength(data) == 1) {
            return scalar(Array.get(data, 0));
        }
        return new Unusual(
                data.getClass().isArray()
                        ? "an array of " + Array.getLength(data) + " values"
                        : "a " + data.getClass().getSimpleName());
    }

    /** The address of a group: two names with the same address are one group. */
    long address(Group group) throws IOException {
        return locked(group.getPath(), group::getAddress);
    }

    /** How many values a dataset has. */
    long size(Dataset dataset) throws IOException {
        return locked(dataset.getPath(), dataset::getSize);
    }

    /**
     * The values of a dataset: an array of one dimension, or a map of such arrays by name for compound values.
     *
     * @param maxBytes how large they may be at most
     */
    Object data(Dataset dataset, long maxBytes) throws IOException {
        long bytes = locked(dataset.getPath(), dataset::getSizeInBytes);
        if (bytes < 0 || bytes > maxBytes) {
            throw new SzFormatException(
                    path, dataset.getPath(), bytes + " bytes of values", "at most " + maxBytes + ", or a higher limit");
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        return guarded(path, dataset.getPath(), () -> dataset.isScalar() ? dataset.getData() : dataset.getDataFlat());
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            guarded(path, "end", () -> {
                file.close();
                return path;
            });
        }
    }
}
