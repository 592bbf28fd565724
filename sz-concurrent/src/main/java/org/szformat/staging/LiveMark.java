package org.szformat.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is locked for as long as the process lives that works under a mark, so that others can tell what it has begun
 * from what a process has left behind that is no more. Thread-safe.
 */
final class LiveMark implements Closeable {
    /** Those of this process: opening one of them again would give up its lock on some systems. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private LiveMark(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes and locks a file that is not there yet. Where the file system has no locks it is there all the same.
     *
     * @return null when another process took it for one that is dead, before it was locked
     */
    static @Nullable LiveMark create(Path path) throws IOException {
        return open(path, WhereNoLocks.GO_ON, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Takes over the mark of a process that is no more. While it is held nobody else takes it.
     *
     * @return null when somebody works under it, or that cannot be known
     */
    static @Nullable LiveMark takeOver(Path path) throws IOException {
        try {
            return open(path, WhereNoLocks.GIVE_UP, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private enum WhereNoLocks {
        GO_ON,
        GIVE_UP
    }

    private static @Nullable LiveMark open(Path path, WhereNoLocks whereNoLocks, OpenOption... options)
            throws IOException {
        if (!OWN.add(path)) {
            return null;
        }
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = FileChannel.open(path, options);
            // Whoever took it over in the meantime has locked it, or removed it.
            held = lock(channel, whereNoLocks) && Files.exists(path);
            return held ? new LiveMark(path, channel) : null;
        } finally {
            if (!held) {
                OWN.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(FileChannel channel, WhereNoLocks whereNoLocks) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return whereNoLocks == WhereNoLocks.GO_ON;
        }
    }

    /** Gives the mark up and removes the file; what was made under it is gone, or has another name. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
