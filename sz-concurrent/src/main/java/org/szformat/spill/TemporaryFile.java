package org.szformat.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are nobody's after this process: where the system allows it they lose their names at once. */
public final class TemporaryFile {
    private TemporaryFile() {}

    /** A new one in a folder, to be written and read, which is gone when it is closed. */
    public static FileChannel in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve(".sz-rows." + UUID.randomUUID() + ".tmp"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }
}
