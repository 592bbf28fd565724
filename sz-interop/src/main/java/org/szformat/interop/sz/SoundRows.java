package org.szformat.interop.sz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * What can be read of some rows of a chunk, and what cannot.
 *
 * @param records those that are sound, in row order
 * @param lost the others, those that follow on one another and are lost in the same way as one
 */
public record SoundRows(List<Record> records, List<LostRows> lost) {
    /**
     * Reads rows: the chunk at once, or, where that fails, one by one.
     *
     * @param from the first row, of those of the chunk
     * @param to the row behind the last
     * @throws IOException when the file cannot be read
     */
    public static SoundRows read(RecordFile file, Chunk chunk, long from, long to, Projection projection)
            throws IOException {
        try {
            List<Record> all = file.read(chunk, projection);
            return new SoundRows(
                    all.subList((int) (from - chunk.firstRow()), (int) (to - chunk.firstRow())), List.of());
        } catch (SzFormatException e) {
            return oneByOne(file, from, to, projection);
        }
    }

    private static SoundRows oneByOne(RecordFile file, long from, long to, Projection projection) throws IOException {
        List<Record> records = new ArrayList<>();
        List<LostRows> lost = new ArrayList<>();
        for (long row = from; row < to; row++) {
            try {
                records.add(file.read(row, projection));
            } catch (SzFormatException fault) {
                lost.add(LostRows.of(file, row, null, fault));
            }
        }
        return new SoundRows(records, LostRows.joined(lost));
    }
}
