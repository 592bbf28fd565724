package org.szformat.container;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a table of entries in ascending order of a 64-bit unsigned key, of which a look-up reads a few pages only.
 *
 * <pre>
 *  u64  number of entries, at least 1
 *  u32  bytes of each entry's payload
 *  u32  0
 *  …    pages of level 0, then those of level 1 and so on
 * </pre>
 *
 * <p>A level is a sequence of items, of which every page holds {@value #PAGE_ITEMS} and the last one the rest. A page is
 * the keys of its items (u64 each), then on level 0 their payloads, then the CRC32C of that. The items of level 0 are the
 * entries; an item of a higher level is the first key of a page of the level below. The topmost level is the first that
 * has a single page.
 *
 * @param origin where in the file the first page begins
 */
record PagedTable(long origin, long count, int payloadBytes) {
    static final int PAGE_ITEMS = 512;

    /** Bytes before the first page. */
    static final int HEADER = 16;

    /** The most entries of a table, so that its frame is no longer than a frame can be. */
    static final long MAX_COUNT = 1L << 26;

    static long pages(long items) {
        return (items + PAGE_ITEMS - 1) / PAGE_ITEMS;
    }

    /** The number of items of each level, from 0 up. */
    List<Long> levels() {
        List<Long> levels = new ArrayList<>();
        long items = count;
        levels.add(items);
        while (items > PAGE_ITEMS) {
            items = pages(items);
            levels.add(items);
        }
        return levels;
    }

    int itemBytes(int level) {
        return Long.BYTES + (level == 0 ? payloadBytes : 0);
    }

    /** Bytes of all pages of a level of so many items. */
    long levelBytes(int level, long items) {
        return items * itemBytes(level) + pages(items) * MetadataFrame.CHECKSUM;
    }

    /** Bytes of the frame that holds the table. */
    long frameBytes() {
        long bytes = MetadataFrame.HEADER + HEADER + MetadataFrame.CHECKSUM;
        List<Long> levels = levels();
        for (int level = 0; level < levels.size(); level++) {
            bytes += levelBytes(level, levels.get(level));
        }
        return bytes;
    }
}
