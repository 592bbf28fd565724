package org.szformat.container;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a file at one time. Immutable.
 *
 * @param head what the file is
 * @param manifest what its last root or checkpoint says that it holds
 * @param manifestOffset where that root or checkpoint begins; 0 when there is none
 * @param manifestEnd where that root or checkpoint ends, or where the file head does
 * @param tail the chunks behind that
 * @param tailValueBytes bytes of all values of these
 * @param end where the last sound frame ends
 * @param fault why the file is taken to end there; nothing when it was finished
 */
record Contents(
        FileHead head,
        Manifest manifest,
        long manifestOffset,
        long manifestEnd,
        List<ChunkEntry> tail,
        long tailValueBytes,
        long end,
        Optional<String> fault) {

    Contents {
        tail = List.copyOf(tail);
    }

    long rows() {
        return tail.isEmpty()
                ? manifest.rows()
                : tail.get(tail.size() - 1).firstRow()
                        + tail.get(tail.size() - 1).records();
    }

    long chunks() {
        return manifest.chunks() + tail.size();
    }

    long valueBytes() {
        return manifest.valueBytes() + tailValueBytes;
    }
}
