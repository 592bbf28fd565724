package org.szformat.container;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.szformat.schema.Field;

/**
 * Finds the rows of many IDs: candidates in order of hashes, so that each page of the ID runs is passed once; then the
 * keys of the candidates in order of rows, so that each block of keys is decoded once.
 */
final class IdLookup {
    /** Where one in so many records of a chunk is a candidate, all their keys are decoded at once. */
    private static final int DENSE = 16;

    private final Snapshot snapshot;
    private final ChunkReader reader;
    private final Field key;
    private final byte[][] ids;
    private final IntArrayList foundIds = new IntArrayList();
    private final LongArrayList foundRows = new LongArrayList();

    private IdLookup(Snapshot snapshot, ChunkReader reader, Field key, List<String> ids) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.key = key;
        this.ids = ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    /** For each ID, in the order given, the rows of its records, ascending. */
    static List<long[]> rows(Snapshot snapshot, ChunkReader reader, Field key, List<String> ids) throws IOException {
        IdLookup lookup = new IdLookup(snapshot, reader, key, ids);
        lookup.find();
        return lookup.byId();
    }

    private void find() throws IOException {
        long[] hashes = new long[ids.length];
        long[] order = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            hashes[i] = IdRun.hash(ids[i]);
            order[i] = i;
        }
        LongArrays.radixSort(hashes, order);
        LongArrayList rows = new LongArrayList(ids.length);
        LongArrayList idOf = new LongArrayList(ids.length);
        for (int i = 0; i < ids.length; i++) {
            for (long row : snapshot.candidates(hashes[i], reader, key)) {
                rows.add(row);
                idOf.add(order[i]);
            }
        }
        long[] sortedRows = rows.toLongArray();
        long[] sortedIds = idOf.toLongArray();
        LongArrays.radixSort(sortedRows, sortedIds);
        for (int at = 0; at < sortedRows.length; ) {
            at = compareIn(snapshot.chunkOfRow(sortedRows[at]), sortedRows, sortedIds, at);
        }
    }

    /** Compares the keys of the candidates in one chunk, from {@code at} on; returns where those of others begin. */
    private int compareIn(ChunkEntry entry, long[] rows, long[] idOf, int at) throws IOException {
        int end = at;
        while (end < rows.length && rows[end] < entry.firstRow() + entry.records()) {
            end++;
        }
        int first = (int) (rows[at] - entry.firstRow());
        int last = (int) (rows[end - 1] - entry.firstRow());
        boolean dense = (long) (end - at) * DENSE > last - first;
        List<byte[]> keys = dense ? reader.texts(entry, first, last + 1, key) : List.of();
        for (int i = at; i < end; i++) {
            int row = (int) (rows[i] - entry.firstRow());
            byte[] found = dense
                    ? keys.get(row - first)
                    : reader.texts(entry, row, row + 1, key).get(0);
            if (Arrays.equals(found, ids[(int) idOf[i]])) {
                foundIds.add((int) idOf[i]);
                foundRows.add(rows[i]);
            }
        }
        return end;
    }

    private List<long[]> byId() {
        int[] counts = new int[ids.length];
        for (int i = 0; i < foundIds.size(); i++) {
            counts[foundIds.getInt(i)]++;
        }
        long[][] rows = new long[ids.length][];
        for (int id = 0; id < rows.length; id++) {
            rows[id] = new long[counts[id]];
        }
        for (int i = foundIds.size() - 1; i >= 0; i--) {
            int id = foundIds.getInt(i);
            rows[id][--counts[id]] = foundRows.getLong(i);
        }
        return Arrays.asList(rows);
    }
}
