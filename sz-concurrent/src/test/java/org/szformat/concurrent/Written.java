package org.szformat.concurrent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Layout;
import org.szformat.record.Record;

/** Files with reads in them, and the threads that read them. */
final class Written {
    private Written() {}

    /** Writes records in chunks of so many; a directory has chunks of its own making. */
    static List<Record> write(Path path, Layout layout, List<Record> records, int chunk) throws Exception {
        WriterOptions options = WriterOptions.defaults().withLayout(layout);
        try (CompressedFile.Writer writer =
                CompressedFile.create(path, records.get(0).schema(), options)) {
            for (int from = 0; from < records.size(); from += chunk) {
                writer.putChunk(records.subList(from, Math.min(records.size(), from + chunk)));
                writer.flush();
            }
        }
        return records;
    }

    /** Reads of one producer, numbered from 0, of up to so many samples. */
    static List<Record> reads(int count, int maxSamples) {
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            records.add(Reads.read(0, number, number * 7919 % maxSamples));
        }
        return records;
    }

    /** The names of the threads alive that read a file. */
    static List<String> readersOf(Path path) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sz-reader " + path))
                .toList();
    }
}
