package org.szformat.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.szformat.SzFormatException;

/**
 * A CSV file of reports, one line each below one line of their names. Several processes may append to it at once: each holds
 * a lock while it looks whether the file is new, and writes its lines as one.
 */
final class StatsFile {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /** A lock keeps other processes away, but not other threads of this one. */
    private static final Object THIS_PROCESS = new Object();

    private final Path path;
    private final String heading;

    private StatsFile(Path path, List<String> columns) throws IOException {
        this.path = path;
        this.heading = line(columns);
    }

    /**
     * The file for reports of these names; it is there afterwards, so what cannot be written is told before any work.
     *
     * @throws SzFormatException when there are lines of other names in it
     */
    static StatsFile open(Path path, List<String> columns) throws IOException {
        StatsFile file = new StatsFile(path, columns);
        file.append("");
        return file;
    }

    /** Appends reports. */
    void append(List<List<String>> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            lines.append(line(row));
        }
        append(lines.toString());
    }

    private void append(String lines) throws IOException {
        synchronized (THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException(path + ": cannot be locked");
                }
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(missingBefore(channel) + lines);
                long end = channel.size();
                while (bytes.hasRemaining()) {
                    end += channel.write(bytes, end);
                }
            }
        }
    }

    /** The names, if the file is empty, or the end of its last line, if that has none. */
    private String missingBefore(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return heading;
        }
        String found = read(channel, 0, heading.getBytes(StandardCharsets.UTF_8).length);
        if (!found.stripTrailing().equals(heading.stripTrailing())) {
            throw new SzFormatException(path, "line 1", "'" + found.strip() + "'", "'" + heading.strip() + "'");
        }
        return read(channel, channel.size() - 1, 1).equals("\n") ? "" : "\n";
    }

    private static String read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = channel.read(bytes, from);
        return new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8);
    }

    private static String line(List<String> cells) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = FORMAT.print(text)) {
            printer.printRecord(cells);
        }
        return text.toString();
    }
}
