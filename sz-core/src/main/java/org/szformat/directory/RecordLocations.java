package org.szformat.directory;

import it.unimi.dsi.fastutil.ints.IntBigArrayBigList;
import it.unimi.dsi.fastutil.longs.LongBigArrayBigList;

/** Where the records lie in {@code dat}: per record its offset, per dataset the bytes of its frame and its count. */
final class RecordLocations {
    /** Stands for the count of a type that has none. */
    static final int NO_COUNT = -1;

    private final int datasets;
    private final LongBigArrayBigList offsets = new LongBigArrayBigList();
    private final IntBigArrayBigList bytes = new IntBigArrayBigList();
    private final IntBigArrayBigList counts = new IntBigArrayBigList();

    RecordLocations(int datasets) {
        this.datasets = datasets;
    }

    void addOffset(long offset) {
        offsets.add(offset);
    }

    void addFrame(int frameBytes, int count) {
        bytes.add(frameBytes);
        counts.add(count);
    }

    long size() {
        return offsets.size64();
    }

    long offset(long row) {
        return offsets.getLong(row);
    }

    int frameBytes(long row, int dataset) {
        return bytes.getInt(row * datasets + dataset);
    }

    int count(long row, int dataset) {
        return counts.getInt(row * datasets + dataset);
    }

    /** Where in {@code dat} a dataset's frame begins; with {@code dataset} the number of datasets, where it all ends. */
    long frameOffset(long row, int dataset) {
        long offset = offset(row);
        for (int before = 0; before < dataset; before++) {
            offset += frameBytes(row, before);
        }
        return offset;
    }
}
