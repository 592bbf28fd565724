package org.szformat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What writers ask of channels and directories. */
public final class Channels {
    private static final int MAX_WRITE = 1 << 20;
    private static final boolean CAN_FORCE_DIRECTORIES =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private Channels() {}

    /** Appends all of a range of bytes to a channel. */
    public static void writeFully(FileChannel channel, byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            done += channel.write(ByteBuffer.wrap(bytes, from + done, Math.min(length - done, MAX_WRITE)));
        }
    }

    /** Forces a directory, so that the names in it survive; Windows has no such thing, and keeps them anyway. */
    public static void forceDirectory(Path directory) throws IOException {
        if (CAN_FORCE_DIRECTORIES) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
