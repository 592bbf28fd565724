package org.szformat.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.szformat.Locations;
import org.szformat.io.Channels;
import org.szformat.layout.Durability;
import org.szformat.layout.OnExisting;

/**
 * A file or directory under a temporary name beside its final one, which it takes when it is whole. What stood there stays
 * until then. Until {@link #commit} closing removes it, and so does the end of the process by a signal.
 */
public final class StagedPath implements Closeable {
    private static final int ATTEMPTS = 20;
    private static final int MARK_DIGITS = 8;

    private final Path target;
    private final String mark;
    private final List<LiveMark> live;
    private final Path folder;
    private volatile Path temporary;
    private final OnExisting onExisting;
    private final Thread removal = new Thread(this::removeInShutdown, "sz-cleanup");
    private boolean finished;

    private StagedPath(Path target, OnExisting onExisting, Optional<Path> folder) throws IOException {
        this.target = real(target);
        this.folder = folder.isPresent() ? realFolder(folder.get()) : parent();
        if (!Files.isDirectory(parent())) {
            throw new NoSuchFileException(target.toString(), null, "there is no directory to put it in");
        }
        if (!Files.isDirectory(this.folder)) {
            throw new NoSuchFileException(this.folder.toString(), null, "there is no such folder for temporary files");
        }
        String free = "";
        List<LiveMark> marks = List.of();
        while (marks.isEmpty()) {
            free = UUID.randomUUID().toString().substring(0, MARK_DIGITS);
            marks = live(free);
        }
        this.mark = free;
        this.live = marks;
        this.temporary = Remains.path(this.folder, this.target, mark, Remains.TEMPORARY);
        this.onExisting = onExisting;
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /** Of a link, what it leads to is replaced. */
    private static Path real(Path target) throws IOException {
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        Path absolute = target.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : realFolder(parent).resolve(absolute.getFileName());
    }

    /** A folder by the one name that tells whether it is another. */
    private static Path realFolder(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder.toRealPath() : folder.toAbsolutePath();
    }

    private Path parent() {
        return Objects.requireNonNull(target.getParent(), "the root of a file system");
    }

    /** Holds a mark wherever there may be something of that mark; none when somebody else has it. */
    private List<LiveMark> live(String free) throws IOException {
        LiveMark beside = LiveMark.create(Remains.path(parent(), target, free, Remains.LOCK));
        if (beside == null || folder.equals(parent())) {
            return beside == null ? List.of() : List.of(beside);
        }
        LiveMark away;
        try {
            away = LiveMark.create(Remains.path(folder, target, free, Remains.LOCK));
        } catch (IOException | RuntimeException e) {
            beside.close();
            throw e;
        }
        if (away == null) {
            beside.close();
            return List.of();
        }
        return List.of(beside, away);
    }

    /**
     * Removes what processes that were killed have left of a target: temporary files beside it and in a folder for those.
     * What a living process is writing stays. Where one died while a directory took another's place, that is finished, so
     * that there is a target again.
     *
     * @param target it need not be there
     */
    public static void clearRemains(Path target, Optional<Path> folder) throws IOException {
        clearRemains(List.of(target), folder);
    }

    /** As {@link #clearRemains(Path, Optional)}, of many targets: every folder is looked through once. */
    public static void clearRemains(Collection<Path> targets, Optional<Path> folder) throws IOException {
        Map<Path, Map<String, Path>> byFolder = new LinkedHashMap<>();
        for (Path target : targets) {
            Path real = real(target);
            String name = String.valueOf(real.getFileName());
            if (real.getParent() != null) {
                byFolder.computeIfAbsent(real.getParent(), any -> new HashMap<>())
                        .put(name, real);
            }
        }
        for (Map.Entry<Path, Map<String, Path>> each : byFolder.entrySet()) {
            if (Files.isDirectory(each.getKey())) {
                Remains.clear(each.getKey(), each.getValue());
            }
            if (folder.isPresent() && Files.isDirectory(folder.get())) {
                Remains.clear(realFolder(folder.get()), each.getValue());
            }
        }
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
        Locations.requireWritable(target);
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
        Locations.requireWritable(target);
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

    /** Where to write; nothing is there yet. */
    public Path temporary() {
        return temporary;
    }

    /** The final name. */
    public Path target() {
        return target;
    }

    /**
     * A folder for other temporary files, made when it is first asked for. It goes when this is closed, with all that is in
     * it.
     */
    public Path workFolder() throws IOException {
        return Files.createDirectories(Remains.path(folder, target, mark, Remains.WORK));
    }

    /** As {@link #commit(Durability)}, for what need not survive the death of the machine. */
    public void commit() throws IOException {
        commit(Durability.PROCESS);
    }

    /**
     * Gives what was written its final name, and the permissions of what it replaces.
     *
     * @param durability what the name survives; what was written is taken to have been forced where it was written
     */
    public synchronized void commit(Durability durability) throws IOException {
        boolean replaces = exists(target) && !SzFiles.isEmptyDirectory(target);
        if (replaces && onExisting == OnExisting.REFUSE) {
            throw new FileAlreadyExistsException(target.toString());
        }
        bringNear(durability);
        if (exists(target)) {
            Permissions.copy(target, temporary);
        }
        boolean inOneStep = !exists(target)
                || !Files.isDirectory(target) && !Files.isDirectory(temporary)
                || SzFiles.isEmptyDirectory(target) && Files.isDirectory(temporary);
        if (inOneStep) {
            move(temporary, target);
        } else {
            replaceInTwoSteps();
        }
        finished = true;
        if (durability == Durability.SYNC) {
            Channels.forceDirectory(parent());
        }
    }

    /** From another file system it comes by copying, which must not happen under the final name. */
    private void bringNear(Durability durability) throws IOException {
        Path near = Remains.path(parent(), target, mark, Remains.TEMPORARY);
        Path far = temporary;
        if (near.equals(far)) {
            return;
        }
        try {
            Files.move(far, near, StandardCopyOption.ATOMIC_MOVE);
            temporary = near;
        } catch (AtomicMoveNotSupportedException e) {
            temporary = near;
            try {
                copy(far, near, durability);
            } finally {
                Remains.remove(far);
            }
        }
    }

    private static void copy(Path from, Path to, Durability durability) throws IOException {
        Files.copy(from, to);
        if (Files.isDirectory(from)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(from)) {
                for (Path part : parts) {
                    copy(part, to.resolve(part.getFileName().toString()), durability);
                }
            }
            if (durability == Durability.SYNC) {
                Channels.forceDirectory(to);
            }
        } else if (durability == Durability.SYNC) {
            try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /**
     * Neither a directory that is not empty nor a file by a directory, or the other way round, can be replaced in one
     * step. Whenever this ends, both are there, one of them under the final name or a name that {@link #clearRemains}
     * knows.
     */
    private void replaceInTwoSteps() throws IOException {
        Path old = Remains.path(parent(), target, mark, Remains.OLD);
        move(target, old);
        try {
            move(temporary, target);
        } catch (IOException e) {
            move(old, target);
            throw e;
        }
        Remains.remove(old);
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
            removeAll();
        }
    }

    /** Whatever cannot be removed, the mark is given up, so that others can. */
    private void removeAll() throws IOException {
        try {
            if (!finished) {
                Remains.remove(temporary);
                finished = true;
            }
            Remains.remove(Remains.path(folder, target, mark, Remains.WORK));
        } finally {
            for (LiveMark each : live) {
                each.close();
            }
        }
    }

    /** Other threads may still be writing. */
    private synchronized void removeInShutdown() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                removeAll();
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }
}
