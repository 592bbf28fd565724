package org.szformat.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers records into chunks that are as large as they may be. A group of records is not cut by the end of a chunk unless
 * it is larger than a chunk. Confined to one thread.
 */
public final class Packer<T> {
    /** Takes chunks. */
    @FunctionalInterface
    public interface Sealed<T> {
        void accept(List<T> records, long bytes) throws IOException, InterruptedException;
    }

    /**
     * How large a chunk may be.
     *
     * @param records at most
     * @param bytes at most, unless it is one record
     * @param recordBytes what a record counts besides its values
     */
    public record Size(int records, long bytes, long recordBytes) {}

    private final Size size;
    private final Sealed<T> sealed;
    private List<T> open = new ArrayList<>();
    private long[] weights = new long[64];
    private long openBytes;
    private int groupStart;
    private long group;

    public Packer(Size size, Sealed<T> sealed) {
        this.size = size;
        this.sealed = sealed;
    }

    /**
     * Adds a record.
     *
     * @param valueBytes how large its values are
     * @param itsGroup a number that the records of its group have; another one before and behind them
     */
    public void add(T record, long valueBytes, long itsGroup) throws IOException, InterruptedException {
        if (open.isEmpty() || itsGroup != group) {
            groupStart = open.size();
            group = itsGroup;
        }
        long weight = valueBytes + size.recordBytes();
        while (!open.isEmpty() && (open.size() == size.records() || weight > size.bytes() - openBytes)) {
            seal(groupStart == 0 ? open.size() : groupStart);
        }
        if (open.size() == weights.length) {
            weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        weights[open.size()] = weight;
        open.add(record);
        openBytes += weight;
    }

    public void end() throws IOException, InterruptedException {
        if (!open.isEmpty()) {
            seal(open.size());
        }
    }

    private void seal(int records) throws IOException, InterruptedException {
        List<T> full = open;
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            bytes += weights[i];
        }
        open = new ArrayList<>(full.subList(records, full.size()));
        System.arraycopy(weights, records, weights, 0, open.size());
        openBytes -= bytes;
        groupStart = 0;
        sealed.accept(open.isEmpty() ? full : full.subList(0, records), bytes);
    }
}
