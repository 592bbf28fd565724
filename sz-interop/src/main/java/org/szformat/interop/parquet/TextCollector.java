package org.szformat.interop.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects strings of a page as long as they repeat. Not thread-safe. */
final class TextCollector {
    /** So many strings may differ before it is asked how often they repeat. */
    private static final int FREE_ENTRIES = 64;

    /** How often a string has to come on average. */
    private static final int MIN_REPEATS = 2;

    /** The most bytes of the strings that differ. */
    private static final int MAX_ENTRY_BYTES = 1 << 18;

    /** How much more than its share of a page strings may take where they are written as they are. */
    private static final int MAX_EXPANSION = 16;

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> entries = new ArrayList<>();
    private int[] indices = new int[64];
    private int count;
    private long entryBytes;
    private long plainBytes;
    private @Nullable String last;
    private int lastPlace;

    /** Adds a string; false, and it is not added, when they do not repeat. */
    boolean add(String text) {
        if (!text.equals(last)) {
            Integer known = places.get(text);
            if (known == null) {
                int next = entries.size();
                long bytes = entryBytes + PlainText.maxBytes(text);
                if (bytes > MAX_ENTRY_BYTES || next >= FREE_ENTRIES && MIN_REPEATS * next > count) {
                    return false;
                }
                places.put(text, next);
                entries.add(text);
                entryBytes = bytes;
                lastPlace = next;
            } else {
                lastPlace = known;
            }
            last = text;
        }
        if (count == indices.length) {
            indices = Arrays.copyOf(indices, 2 * count);
        }
        indices[count++] = lastPlace;
        plainBytes += PlainText.maxBytes(text);
        return true;
    }

    /** Whether each string came more than once on average. */
    boolean repeats() {
        return count > 0 && MIN_REPEATS * entries.size() <= count;
    }

    /** The number of strings. */
    int size() {
        return count;
    }

    /** One of the strings that were added. */
    String get(int index) {
        return entries.get(indices[index]);
    }

    /** Bytes of what was collected: what it takes, or part of what the strings themselves would take if that is more. */
    int bytes() {
        long own = entryBytes + (long) Integer.BYTES * count;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(own, plainBytes / MAX_EXPANSION));
    }

    /** The page. */
    TextPage toPage(byte[] levels, int values) {
        return new TextPage(levels, values, List.copyOf(entries), Arrays.copyOf(indices, count), entryBytes);
    }
}
