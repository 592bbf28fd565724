package org.szformat.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.szformat.layout.OnExisting;

/**
 * A file or directory under a temporary name beside its final one, which it takes when it is whole. What stood there stays
 * until then. Until {@link #commit} closing removes it, and so does the end of the process by a signal.
 */
public final class StagedPath implements Closeable {
    private static final int ATTEMPTS = 20;

    private final Path target;
    private volatile Path temporary;
    private final OnExisting onExisting;
    private final Thread removal = new Thread(this::removeInShutdown, "sz-cleanup");
    private boolean finished;

    private StagedPath(Path target, OnExisting onExisting, Optional<Path> folder) throws IOException {
        // Of a link, what it leads to is replaced.
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path parent = real.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new NoSuchFileException(target.toString(), null, "there is no directory to put it in");
        }
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new NoSuchFileException(folder.get().toString(), null, "there is no such folder for temporary files");
        }
        this.target = real;
        this.temporary = folder.map(place -> place.toAbsolutePath().resolve(markedName(real)))
                .orElseGet(() -> sibling(real));
        this.onExisting = onExisting;
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /**
     * A file of any format but SZ.
     *
     * @param folder where it grows; beside its final place when none is given. Of another file system it is copied from
     *     there when it is whole
     * @throws FileAlreadyExistsException when something is there that is not to be replaced
     * @throws NoSuchFileException when there is no folder to put it in
     */
    public static StagedPath forFile(Path target, OnExisting onExisting, Optional<Path> folder) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "is a directory");
        }
        if (onExisting == OnExisting.REFUSE && exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return new StagedPath(target, onExisting, folder);
    }

    /**
     * An SZ file of any layout. What is no SZ file, or holds other things as well, is never replaced.
     *
     * @param folder as {@link #forFile} takes it
     * @throws FileAlreadyExistsException when something is there that is not to be replaced
     * @throws NoSuchFileException when there is no folder to put it in
     */
    public static StagedPath forSz(Path target, OnExisting onExisting, Optional<Path> folder) throws IOException {
        if (exists(target) && !SzFiles.isEmptyDirectory(target)) {
            if (!SzFiles.isSz(target)) {
                throw new FileAlreadyExistsException(target.toString(), null, "exists and is no SZ file");
            }
            if (onExisting == OnExisting.REFUSE) {
                throw new FileAlreadyExistsException(target.toString());
            }
            List<String> others = SzFiles.othersIn(target);
            if (!others.isEmpty()) {
                throw new FileAlreadyExistsException(
                        target.toString(),
                        null,
                        "cannot be replaced, since it holds other things as well: " + String.join(", ", others));
            }
        }
        return new StagedPath(target, onExisting, folder);
    }

    /** As {@link #forSz(Path, OnExisting, Optional)}, beside its final place. */
    public static StagedPath forSz(Path target, OnExisting onExisting) throws IOException {
        return forSz(target, onExisting, Optional.empty());
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path sibling(Path path) {
        return path.resolveSibling(markedName(path));
    }

    private static String markedName(Path path) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        return "." + path.getFileName() + "." + mark + ".tmp";
    }

    /** Where to write; nothing is there yet. */
    public Path temporary() {
        return temporary;
    }

    /** The final name. */
    public Path target() {
        return target;
    }

    /** Gives what was written its final name. */
    public synchronized void commit() throws IOException {
        boolean replaces = exists(target) && !SzFiles.isEmptyDirectory(target);
        if (replaces && onExisting == OnExisting.REFUSE) {
            throw new FileAlreadyExistsException(target.toString());
        }
        bringNear();
        boolean inOneStep = !exists(target)
                || !Files.isDirectory(target) && !Files.isDirectory(temporary)
                || SzFiles.isEmptyDirectory(target) && Files.isDirectory(temporary);
        if (!inOneStep) {
            replaceInTwoSteps();
        } else {
            move(temporary, target);
        }
        finished = true;
    }

    /** From another file system it comes by copying, which must not happen under the final name. */
    private void bringNear() throws IOException {
        Path near = sibling(target);
        if (Objects.equals(near.getParent(), temporary.getParent())) {
            return;
        }
        Path far = temporary;
        try {
            Files.move(far, near, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            temporary = near;
            try {
                copy(far, near);
            } finally {
                remove(far);
            }
        }
        temporary = near;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        if (Files.isDirectory(from)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(from)) {
                for (Path part : parts) {
                    Files.copy(part, to.resolve(part.getFileName().toString()));
                }
            }
        }
    }

    /**
     * Neither a directory that is not empty nor a file by a directory, or the other way round, can be replaced in one
     * step; whenever this ends, one of the two is there.
     */
    private void replaceInTwoSteps() throws IOException {
        Path old = sibling(target);
        move(target, old);
        try {
            move(temporary, target);
        } catch (IOException e) {
            move(old, target);
            throw e;
        }
        remove(old);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            return; // The process is ending: the hook does what is to be done.
        }
        synchronized (this) {
            if (!finished) {
                remove(temporary);
                finished = true;
            }
        }
    }

    /** Other threads may still be writing. */
    private synchronized void removeInShutdown() {
        for (int attempt = 0; attempt < ATTEMPTS && !finished && exists(temporary); attempt++) {
            try {
                remove(temporary);
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        finished = true;
    }

    private static void remove(Path path) throws IOException {
        if (!exists(path)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(path)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : contents) {
            Files.deleteIfExists(entry);
        }
    }
}
