package org.szformat.rewrite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.transfer.Sources;

/**
 * Keeps a source that is to be replaced from being written meanwhile: a container by the lock of one who appends to it, and
 * does not; a directory, which has none, by a look at its files before and after.
 */
final class SourceGuard implements Closeable {
    private record Seen(long bytes, FileTime changed) {}

    private final Path path;
    private final @Nullable LayoutWriter lock;
    private final Map<Path, Seen> before;

    private SourceGuard(Path path, @Nullable LayoutWriter lock, Map<Path, Seen> before) {
        this.path = path;
        this.lock = lock;
        this.before = before;
    }

    /**
     * Takes the lock.
     *
     * @throws SzFormatException when the source is damaged or was not finished
     * @throws IOException when it is being written, or may not be
     */
    static SourceGuard of(Path path) throws IOException {
        LayoutProvider layout = Layouts.at(path);
        LayoutWriter lock = layout instanceof AppendableLayout appendable
                ? appendable.append(path, ReadOptions.defaults(), Durability.PROCESS)
                : null;
        try (RecordFile file = Sources.open(path)) {
            if (!file.isComplete()) {
                throw new SzFormatException(
                        path,
                        "end of the file",
                        file.incompleteness().orElse("no end"),
                        "a finished file; repair it before it is replaced");
            }
            return new SourceGuard(path, lock, look(path));
        } catch (IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            throw e;
        }
    }

    private static Map<Path, Seen> look(Path path) throws IOException {
        Map<Path, Seen> files = new TreeMap<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(path)) {
                for (Path part : parts) {
                    files.put(part, seen(part));
                }
            }
        } else {
            files.put(path, seen(path));
        }
        return files;
    }

    private static Seen seen(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Seen(attributes.size(), attributes.lastModifiedTime());
    }

    /**
     * That nobody has written it.
     *
     * @throws IOException when somebody has, or does
     */
    void requireUnchanged() throws IOException {
        if (lock != null) {
            // Where the system gave the lock up, because this process closed the file elsewhere, it is taken again.
            lock.flush();
        }
        if (!look(path).equals(before)) {
            throw new IOException(path + ": was written while it was to be replaced; it stays as it is now");
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
