package org.szformat.directory;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.util.List;
import org.szformat.Limits;
import org.szformat.io.PositionalFile;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Adds up how large a directory's values are: from counts, from the sizes that frames claim, from attribute text. */
final class ValueBytes {
    /** The longest header of a zstd frame (RFC 8878, section 3.1.1.1, and the magic number). */
    private static final int FRAME_HEADER = 18;

    private final IndexFileReader.Contents contents;
    private final PositionalFile data;
    private final byte[] head = new byte[FRAME_HEADER];

    ValueBytes(IndexFileReader.Contents contents, PositionalFile data) {
        this.contents = contents;
        this.data = data;
    }

    long total() throws IOException {
        Schema schema = contents.schema();
        RecordLocations places = contents.locations();
        List<Field> datasets = schema.datasets();
        long total = 0;
        for (long row = 0; row < places.size(); row++) {
            total += contents.table().valueBytes(row);
            for (int i = 0; i < datasets.size(); i++) {
                int count = places.count(row, i);
                total += count == RecordLocations.NO_COUNT
                        ? claimed(places.frameOffset(row, i), places.frameBytes(row, i))
                        : (long) count * datasets.get(i).type().width();
            }
        }
        return total;
    }

    private long claimed(long offset, int frameBytes) throws IOException {
        int length = Math.min(FRAME_HEADER, frameBytes);
        data.readFully(offset, head, 0, length);
        long claimed = Zstd.getFrameContentSize(head, 0, length);
        return Math.max(0, Math.min(claimed, Limits.MAX_ARRAY));
    }
}
