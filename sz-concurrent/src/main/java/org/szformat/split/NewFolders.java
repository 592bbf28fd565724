package org.szformat.split;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Folders that are made for files to come, and removed again when these do not come. */
final class NewFolders implements Closeable {
    private final Deque<Path> made = new ArrayDeque<>();

    /** Makes a folder, and those that it is in, where they are missing. */
    void make(@Nullable Path folder) throws IOException {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        make(folder.toAbsolutePath().getParent());
        Files.createDirectory(folder);
        made.push(folder);
    }

    /** Lets them stay. */
    void keep() {
        made.clear();
    }

    @Override
    public void close() throws IOException {
        while (!made.isEmpty()) {
            try {
                Files.deleteIfExists(made.pop());
            } catch (DirectoryNotEmptyException e) {
                // Somebody uses it.
            }
        }
    }
}
