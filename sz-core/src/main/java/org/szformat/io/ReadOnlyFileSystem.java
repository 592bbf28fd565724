package org.szformat.io;

import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files in one place that are only read. Equal to another of its provider that has the same prefix. Thread-safe. */
public abstract class ReadOnlyFileSystem extends FileSystem {
    private final ReadOnlyProvider provider;
    private final String prefix;

    /**
     * Names a file system.
     *
     * @param prefix what the text of absolute paths begins with, before the first {@code /}
     */
    protected ReadOnlyFileSystem(ReadOnlyProvider provider, String prefix) {
        this.provider = provider;
        this.prefix = prefix;
    }

    /** What the text of absolute paths begins with, before the first {@code /}. */
    public final String prefix() {
        return prefix;
    }

    /** The path that all others are in. */
    public final Path root() {
        return new ReadOnlyPath(this, true, List.of());
    }

    /** The same file system, named so that its name means the same in any working directory. */
    protected ReadOnlyFileSystem absolute() {
        return this;
    }

    /** The URI of an absolute path. */
    protected abstract URI uri(ReadOnlyPath path);

    /** The names that a text of names joined by {@code /} stands for. */
    protected abstract List<String> names(String text);

    @Override
    public final Path getPath(String first, String... more) {
        List<String> names = new ArrayList<>(names(first));
        for (String part : more) {
            names.addAll(names(part));
        }
        return new ReadOnlyPath(this, first.startsWith("/"), names);
    }

    @Override
    public final ReadOnlyProvider provider() {
        return provider;
    }

    /** Does nothing: there is nothing to give back. */
    @Override
    public final void close() {}

    @Override
    public final boolean isOpen() {
        return true;
    }

    @Override
    public final boolean isReadOnly() {
        return true;
    }

    @Override
    public final String getSeparator() {
        return "/";
    }

    @Override
    public final Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public final Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public final Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    /** {@inheritDoc} Names are matched as those of files of this machine are. */
    @Override
    public final PathMatcher getPathMatcher(String pattern) {
        PathMatcher local = FileSystems.getDefault().getPathMatcher(pattern);
        return path -> local.matches(Path.of(path.toString()));
    }

    @Override
    public final UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("there are no users");
    }

    @Override
    public final WatchService newWatchService() {
        throw new UnsupportedOperationException("files that are only read cannot be watched");
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof ReadOnlyFileSystem system
                && system.prefix.equals(prefix)
                && system.provider.getScheme().equals(provider.getScheme());
    }

    @Override
    public final int hashCode() {
        return prefix.hashCode();
    }
}
