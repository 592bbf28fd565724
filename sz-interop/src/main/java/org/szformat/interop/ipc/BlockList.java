package org.szformat.interop.ipc;

import java.util.Arrays;
import org.szformat.SzFormatException;

/** Where the batches of a table lie, in 20 bytes each. */
final class BlockList {
    private final TableBytes table;
    private long[] offsets = new long[16];
    private int[] metadataLengths = new int[16];
    private long[] bodyLengths = new long[16];
    private int size;

    BlockList(TableBytes table) {
        this.table = table;
    }

    void add(long offset, int metadataLength, long bodyLength) throws SzFormatException {
        long room = table.end() - offset;
        if (offset < table.start()
                || metadataLength < 8
                || bodyLength < 0
                || metadataLength > room
                || bodyLength > room - metadataLength) {
            throw table.fault(
                    offset,
                    "batch " + size + " of " + metadataLength + " and " + bodyLength + " bytes",
                    "one that ends before offset " + table.end());
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            metadataLengths = Arrays.copyOf(metadataLengths, 2 * size);
            bodyLengths = Arrays.copyOf(bodyLengths, 2 * size);
        }
        offsets[size] = offset;
        metadataLengths[size] = metadataLength;
        bodyLengths[size] = bodyLength;
        size++;
    }

    int size() {
        return size;
    }

    long offset(int index) {
        return offsets[index];
    }

    int metadataLength(int index) {
        return metadataLengths[index];
    }

    long bodyLength(int index) {
        return bodyLengths[index];
    }
}
