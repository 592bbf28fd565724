package org.szformat.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.szformat.layout.OnExisting;

/**
 * A file or directory under a temporary name beside its final one, which it takes when it is whole. What stood there stays
 * until then. Until {@link #commit} closing removes it, and so does the end of the process by a signal.
 */
final class StagedPath implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path target;
    private final Path temporary;
    private final OnExisting onExisting;
    private final Thread removal = new Thread(this::removeInShutdown, "sz-cleanup");
    private boolean finished;

    private StagedPath(Path target, OnExisting onExisting) throws IOException {
        // Of a link, what it leads to is replaced.
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path parent = real.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new NoSuchFileException(target.toString(), null, "there is no directory to put it in");
        }
        this.target = real;
        this.temporary = sibling(real);
        this.onExisting = onExisting;
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /** A text file. */
    static StagedPath forText(Path target, OnExisting onExisting) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "is a directory");
        }
        if (onExisting == OnExisting.REFUSE && exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return new StagedPath(target, onExisting);
    }

    /** An SZ file of any layout. What is no SZ file, or holds other things as well, is never replaced. */
    static StagedPath forSz(Path target, OnExisting onExisting) throws IOException {
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
        return new StagedPath(target, onExisting);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path sibling(Path path) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        return path.resolveSibling("." + path.getFileName() + "." + mark + ".tmp");
    }

    /** Where to write; nothing is there yet. */
    Path temporary() {
        return temporary;
    }

    /** Gives what was written its final name. */
    synchronized void commit() throws IOException {
        boolean replaces = exists(target) && !SzFiles.isEmptyDirectory(target);
        if (replaces && onExisting == OnExisting.REFUSE) {
            throw new FileAlreadyExistsException(target.toString());
        }
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
