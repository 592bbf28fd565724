package org.szformat.index;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows by key: 64-bit hashes in ascending order beside the rows they are of. A hash is not a key, so a look-up compares
 * the keys themselves. Sorting keeps keys that were made to collide, and keys that recur, as cheap as any others.
 */
final class KeyIndex {
    private final TextColumn keys;
    private final long[] hashes;
    private final long[] rows;

    KeyIndex(TextColumn keys, int size) {
        this.keys = keys;
        this.hashes = new long[size];
        this.rows = new long[size];
        for (int row = 0; row < size; row++) {
            hashes[row] = keys.hash(row);
            rows[row] = row;
        }
        LongArrays.radixSort(hashes, rows);
    }

    long[] rows(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        long hash = TextColumn.hash(utf8);
        LongArrayList found = new LongArrayList(1);
        for (int at = firstOf(hash); at < hashes.length && hashes[at] == hash; at++) {
            if (keys.equals(rows[at], utf8)) {
                found.add(rows[at]);
            }
        }
        return found.toLongArray();
    }

    private int firstOf(long hash) {
        int at = Arrays.binarySearch(hashes, hash);
        while (at > 0 && hashes[at - 1] == hash) {
            at--;
        }
        return at < 0 ? hashes.length : at;
    }

    /** How many rows have a key that an earlier row has too. */
    long duplicates() {
        long duplicates = 0;
        for (int from = 0, to; from < hashes.length; from = to) {
            to = from + 1;
            while (to < hashes.length && hashes[to] == hashes[from]) {
                to++;
            }
            duplicates += duplicatesAmong(from, to);
        }
        return duplicates;
    }

    private long duplicatesAmong(int from, int to) {
        if (to - from == 1) {
            return 0;
        }
        String[] same = new String[to - from];
        for (int i = from; i < to; i++) {
            same[i - from] = keys.get(rows[i]);
        }
        return same.length - Arrays.stream(same).distinct().count();
    }
}
