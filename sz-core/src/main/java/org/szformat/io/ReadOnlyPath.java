package org.szformat.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path of a {@link ReadOnlyFileSystem}: names, from its root on or from anywhere. Immutable; paths are equal when their
 * texts are and their file systems.
 */
public final class ReadOnlyPath implements Path {
    private final ReadOnlyFileSystem fileSystem;
    private final boolean absolute;
    private final List<String> names;

    ReadOnlyPath(ReadOnlyFileSystem fileSystem, boolean absolute, List<String> names) {
        this.fileSystem = fileSystem;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    private ReadOnlyPath relative(List<String> some) {
        return new ReadOnlyPath(fileSystem, false, some);
    }

    /** The names, joined by {@code /}, without one at the front. */
    public String joined() {
        return String.join("/", names);
    }

    @Override
    public ReadOnlyFileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? fileSystem.root() : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : relative(names.subList(names.size() - 1, names.size()));
    }

    @Override
    public @Nullable Path getParent() {
        int last = names.size() - 1;
        return last < 0 || last == 0 && !absolute
                ? null
                : new ReadOnlyPath(fileSystem, absolute, names.subList(0, last));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int from, int to) {
        if (from < 0 || to > names.size() || from >= to) {
            throw new IllegalArgumentException("names " + from + " to " + to + " of " + names.size());
        }
        return relative(names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ReadOnlyPath path
                && path.fileSystem.equals(fileSystem)
                && path.absolute == absolute
                && path.names.size() <= names.size()
                && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof ReadOnlyPath path) || !path.fileSystem.equals(fileSystem)) {
            return false;
        }
        int from = names.size() - path.names.size();
        return path.absolute
                ? equals(path)
                : from >= 0 && names.subList(from, names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            boolean hasParent = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
            if (name.equals("..") && (hasParent || absolute)) {
                if (hasParent) {
                    kept.remove(kept.size() - 1);
                }
            } else if (!name.equals(".")) {
                kept.add(name);
            }
        }
        return new ReadOnlyPath(fileSystem, absolute, kept);
    }

    /** {@inheritDoc} Relative paths of other file systems, which name files on this machine, are taken name by name. */
    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        List<String> all = new ArrayList<>(names);
        if (other instanceof ReadOnlyPath path) {
            all.addAll(path.names);
        } else {
            other.forEach(name -> all.addAll(fileSystem.names(name.toString())));
        }
        return new ReadOnlyPath(fileSystem, absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        if (!(other instanceof ReadOnlyPath path) || !path.fileSystem.equals(fileSystem) || path.absolute != absolute) {
            throw new IllegalArgumentException(other + " and " + this + " have no root in common");
        }
        int common = 0;
        while (common < Math.min(names.size(), path.names.size())
                && names.get(common).equals(path.names.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        for (int up = common; up < names.size(); up++) {
            way.add("..");
        }
        way.addAll(path.names.subList(common, path.names.size()));
        return relative(way);
    }

    @Override
    public URI toUri() {
        return fileSystem.uri((ReadOnlyPath) toAbsolutePath());
    }

    @Override
    public Path toAbsolutePath() {
        ReadOnlyFileSystem named = fileSystem.absolute();
        return absolute && named.prefix().equals(fileSystem.prefix()) ? this : new ReadOnlyPath(named, true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        fileSystem.provider().checkAccess(real);
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("files that are only read cannot be watched");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadOnlyPath path
                && path.absolute == absolute
                && path.names.equals(names)
                && path.fileSystem.equals(fileSystem);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fileSystem, names);
    }

    @Override
    public String toString() {
        return absolute ? fileSystem.prefix() + "/" + joined() : joined();
    }
}
