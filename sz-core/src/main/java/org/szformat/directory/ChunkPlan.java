package org.szformat.directory;

import java.util.ArrayList;
import java.util.List;
import org.szformat.layout.Chunk;
import org.szformat.schema.Field;

/** Cuts a directory's records into runs that are worth a worker's while. */
final class ChunkPlan {
    /** How many bytes of values a chunk has, about. */
    static final long TARGET_BYTES = 4L << 20;

    private static final int MAX_RECORDS = 1 << 16;

    /** What text and floats come to, uncompressed, as a multiple of their frames. */
    private static final int TYPICAL_RATIO = 3;

    private ChunkPlan() {}

    static List<Chunk> of(IndexFileReader.Contents contents) {
        RecordLocations places = contents.locations();
        List<Field> datasets = contents.schema().datasets();
        List<Chunk> chunks = new ArrayList<>();
        long first = 0;
        long values = 0;
        long stored = 0;
        for (long row = 0; row < places.size(); row++) {
            for (int i = 0; i < datasets.size(); i++) {
                stored += places.frameBytes(row, i);
                values += valueBytes(places, row, i, datasets.get(i));
            }
            boolean last = row == places.size() - 1;
            if (last || values >= TARGET_BYTES || row - first + 1 == MAX_RECORDS) {
                chunks.add(new Chunk(chunks.size(), first, (int) (row - first + 1), places.offset(first), stored));
                first = row + 1;
                values = 0;
                stored = 0;
            }
        }
        return List.copyOf(chunks);
    }

    /** How large a record's values of a dataset are, about. */
    static long valueBytes(RecordLocations places, long row, int dataset, Field field) {
        int count = places.count(row, dataset);
        return count == RecordLocations.NO_COUNT
                ? (long) places.frameBytes(row, dataset) * TYPICAL_RATIO
                : (long) count * field.type().width();
    }
}
