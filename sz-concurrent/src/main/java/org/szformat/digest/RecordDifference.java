package org.szformat.digest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How the records of two files differ. Records are the same when all their fields are, as {@link RecordDigest} says; order,
 * chunks, layout, codecs and headers do not count. Where both files have a key, records of one ID that are not the same count
 * as changed, as many as there are in both; otherwise each is in one file alone.
 *
 * <pre>{@code
 * if (!RecordDigest.of(before, 2).equals(RecordDigest.of(after, 2))) {
 *     System.out.println(RecordDifference.between(before, after, 2, temporaryFolder));
 * }
 * }</pre>
 *
 * @param same how many records both have
 * @param onlyInFirst how many records only the first has
 * @param onlyInSecond how many records only the second has
 * @param changed how many records have an ID of both and other values
 * @param namesInFirst some of those that only the first has: IDs, or rows where there is no key
 * @param namesInSecond some of those that only the second has
 * @param namesChanged some of those that changed
 */
public record RecordDifference(
        long same,
        long onlyInFirst,
        long onlyInSecond,
        long changed,
        List<String> namesInFirst,
        List<String> namesInSecond,
        List<String> namesChanged) {
    /** How many of each kind are named: those that come first in their file. */
    public static final int MOST_NAMES = 10;

    /** Copies the lists. */
    public RecordDifference {
        namesInFirst = List.copyOf(namesInFirst);
        namesInSecond = List.copyOf(namesInSecond);
        namesChanged = List.copyOf(namesChanged);
    }

    /**
     * Finds out. Every record is read; 40 bytes of each are kept on disk meanwhile. The memory that is used is bounded,
     * unless an ID is that of many millions of records: those of one ID are compared in memory, about 100 bytes of each.
     *
     * @param threads how many threads read, the calling one included
     * @param folder for two temporary files, which are gone afterwards
     * @throws org.szformat.SzFormatException when a file is damaged
     * @throws IOException when a file cannot be read, or the folder not be written
     * @throws InterruptedException when the thread is interrupted
     */
    public static RecordDifference between(Path first, Path second, int threads, Path folder)
            throws IOException, InterruptedException {
        try (DifferenceSearch search = new DifferenceSearch(first, second, folder)) {
            return search.run(threads);
        }
    }

    /** Whether there is no difference. */
    public boolean isNone() {
        return onlyInFirst == 0 && onlyInSecond == 0 && changed == 0;
    }
}
