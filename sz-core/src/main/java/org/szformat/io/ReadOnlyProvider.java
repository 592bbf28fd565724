package org.szformat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider of files that are only read: what changes anything is refused, with a {@link FileSystemException} that says
 * so. What is left to those who extend it is opening, attributes, and listing. Thread-safe.
 */
public abstract class ReadOnlyProvider extends FileSystemProvider {
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** For those who extend it. */
    protected ReadOnlyProvider() {}

    /**
     * Opens a file, which there may not be.
     *
     * @param first what is read first, if that is known; the end of the file as a rule
     */
    protected abstract ReadableChannel open(ReadOnlyPath path, @Nullable ByteRange first) throws IOException;

    /**
     * What a path leads to.
     *
     * @throws java.nio.file.NoSuchFileException when that is nothing
     */
    protected abstract BasicFileAttributes attributes(ReadOnlyPath path) throws IOException;

    /** What is in a folder. */
    protected abstract List<Path> children(ReadOnlyPath folder) throws IOException;

    /** The attributes of a file or folder. */
    public record Attributes(boolean isDirectory, long size, FileTime lastModifiedTime) implements BasicFileAttributes {
        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime;
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime;
        }

        @Override
        public boolean isRegularFile() {
            return !isDirectory;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }

    private ReadOnlyPath own(Path path) {
        if (path instanceof ReadOnlyPath own && own.getFileSystem().provider().getClass() == getClass()) {
            return (ReadOnlyPath) own.toAbsolutePath();
        }
        throw new ProviderMismatchException(path + " is no path of " + getScheme());
    }

    /** The exception for whatever would change something. */
    private static FileSystemException refused(Path path) {
        return new FileSystemException(
                path.toString(), null, "can only be read there, not written; write to a folder of this machine");
    }

    @Override
    public final SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (!READING.containsAll(options)) {
            throw refused(path);
        }
        return open(own(path), null);
    }

    @Override
    public final FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (!READING.containsAll(options)) {
            throw refused(path);
        }
        throw new FileSystemException(
                path.toString(), null, "cannot be locked or mapped there; copy it to a folder of this machine first");
    }

    @Override
    public final DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> children = children(own(folder));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.stream().filter(this::isWanted).iterator();
            }

            private boolean isWanted(Path child) {
                try {
                    return filter.accept(child);
                } catch (IOException e) {
                    throw new DirectoryIteratorException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public final void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        throw refused(path);
    }

    @Override
    public final void delete(Path path) throws IOException {
        throw refused(path);
    }

    @Override
    public final void copy(Path from, Path to, CopyOption... options) throws IOException {
        throw refused(to);
    }

    @Override
    public final void move(Path from, Path to, CopyOption... options) throws IOException {
        throw refused(to);
    }

    @Override
    public final void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        throw refused(path);
    }

    @Override
    public final boolean isSameFile(Path one, Path other) {
        return one.toAbsolutePath().equals(other.toAbsolutePath());
    }

    @Override
    public final boolean isHidden(Path path) {
        return false;
    }

    @Override
    public final FileStore getFileStore(Path path) throws IOException {
        throw new FileSystemException(path.toString(), null, "its place does not tell how much room it has");
    }

    @Override
    public final void checkAccess(Path path, AccessMode... modes) throws IOException {
        attributes(own(path));
        for (AccessMode mode : modes) {
            if (mode != AccessMode.READ) {
                throw refused(path);
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the class was compared
    public final <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return type == BasicFileAttributeView.class ? (V) new View(path) : null;
    }

    private final class View implements BasicFileAttributeView {
        private final Path path;

        View(Path path) {
            this.path = path;
        }

        @Override
        public String name() {
            return "basic";
        }

        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return attributes(own(path));
        }

        @Override
        public void setTimes(@Nullable FileTime modified, @Nullable FileTime access, @Nullable FileTime creation)
                throws IOException {
            throw refused(path);
        }
    }

    @Override
    public final <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException("there are no " + type.getSimpleName());
        }
        return type.cast(attributes(own(path)));
    }

    @Override
    public final Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        BasicFileAttributes attributes = attributes(own(path));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("size", attributes.size());
        all.put("lastModifiedTime", attributes.lastModifiedTime());
        all.put("lastAccessTime", attributes.lastAccessTime());
        all.put("creationTime", attributes.creationTime());
        all.put("isDirectory", attributes.isDirectory());
        all.put("isRegularFile", attributes.isRegularFile());
        all.put("isSymbolicLink", false);
        all.put("isOther", false);
        String wanted = names.startsWith("basic:") ? names.substring("basic:".length()) : names;
        if (!wanted.equals("*")) {
            all.keySet().retainAll(List.of(wanted.split(",")));
        }
        return all;
    }
}
