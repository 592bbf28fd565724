package org.szformat.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.staging.SzFiles;

/**
 * A folder of datasets. That of the name {@code reads} is the SZ file {@code reads.sz}, of any layout, or {@code reads},
 * where there is no such file. Other things in the folder, and folders in it, are not looked at.
 *
 * <p>A name has no separator ({@code /}, {@code \}, {@code :}), no control character, neither a dot at its beginning nor
 * {@code .sz} at its end, no blank at either, and at most 200 bytes of UTF-8; methods that take one throw an
 * {@link IllegalArgumentException} otherwise.
 *
 * <pre>{@code
 * Store fast = Store.of(Path.of("/ssd/reads"));
 * Store small = Store.of(Path.of("/mnt/archive")).wanting(Pattern.compile("run-.*"));
 * Store theirs = Store.of(Path.of("/mnt/shared")).readOnly();
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads. The folder is looked at anew by each call; one that is missing holds
 * nothing, and is made when something is written into it.
 */
public final class Store {
    private final Path folder;
    private final boolean readOnly;
    private final @Nullable Pattern wanted;

    private Store(Path folder, boolean readOnly, @Nullable Pattern wanted) {
        this.folder = folder;
        this.readOnly = readOnly;
        this.wanted = wanted;
    }

    /** The datasets in a folder, which may be written and takes all names. */
    public static Store of(Path folder) {
        return new Store(Objects.requireNonNull(folder), false, null);
    }

    /** The same, in which nothing is ever written. */
    public Store readOnly() {
        return new Store(folder, true, wanted);
    }

    /** The same, which takes only new datasets whose whole name matches; those that it has are found whatever they are called. */
    public Store wanting(Pattern names) {
        return new Store(folder, readOnly, Objects.requireNonNull(names));
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Whether nothing is ever written in it. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Whether a new dataset of that name goes into it: it may be written, and takes such names. */
    public boolean wants(String name) {
        DatasetName.check(name);
        return !readOnly && (wanted == null || wanted.matcher(name).matches());
    }

    /**
     * Whether it has a dataset.
     *
     * @throws IOException when the folder cannot be looked at
     */
    public boolean isStored(String name) throws IOException {
        return where(name).isPresent();
    }

    /**
     * The file of a dataset, if it has that.
     *
     * @throws IOException when the folder cannot be looked at
     */
    public Optional<Path> where(String name) throws IOException {
        Path file = fileOf(name);
        if (SzFiles.isSz(file)) {
            return Optional.of(file);
        }
        Path plain = folder.resolve(name);
        return SzFiles.isSz(plain) ? Optional.of(plain) : Optional.empty();
    }

    /**
     * The names of all datasets that it has, sorted.
     *
     * @throws IOException when the folder cannot be looked at
     */
    public List<String> names() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = all.toList();
        }
        TreeSet<String> names = new TreeSet<>();
        for (Path entry : entries) {
            Optional<String> name = DatasetName.of(entry);
            if (name.isPresent() && SzFiles.isSz(entry)) {
                names.add(name.get());
            }
        }
        return List.copyOf(names);
    }

    private Path fileOf(String name) {
        return folder.resolve(DatasetName.check(name) + DatasetName.EXTENSION);
    }

    /**
     * Where a dataset goes, or what it replaces; the folder is made.
     *
     * @throws FileSystemException when it does not want it
     */
    Path placeFor(String name) throws IOException {
        if (readOnly) {
            throw new FileSystemException(
                    folder.toString(), null, "is a read-only store; '" + name + "' cannot be written into it");
        }
        if (!wants(name)) {
            throw new FileSystemException(
                    folder.toString(), null, "is a store for names like '" + wanted + "', not for '" + name + "'");
        }
        Files.createDirectories(folder);
        return where(name).orElse(fileOf(name));
    }

    @Override
    public String toString() {
        return folder + (readOnly ? " (read-only)" : "") + (wanted == null ? "" : " (for '" + wanted + "')");
    }
}
