package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * Looks entries up in a {@link PagedTable}, reading the pages that it needs. Safe for use by many threads.
 *
 * <p>Opening reads nothing: where a page lies follows from what the {@link Segment} says, and each page has a CRC. So a
 * look-up in a remote file costs a request for the page alone. What stands before the first page is checked by those who
 * walk through the file.
 */
final class PagedTableReader {
    /** What a page takes in memory besides its items, roughly. */
    private static final int PAGE_FOOTPRINT = 100;

    private final Path file;
    private final ReadableBytes bytes;
    private final FrameType type;
    private final PagedTable table;
    private final long[] levelItems;
    private final long[] levelOrigins;
    private final SlotCache<Page> cache;
    private final List<AtomicReferenceArray<Page>> pages = new ArrayList<>();

    /** The items of one page: their keys, and on level 0 their payloads, item after item. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    record Page(long[] keys, byte[] payloads) {
        private static final int FIRST_STEP = 8;

        /** How many items have a key below {@code key}. */
        int below(long key) {
            int from = 0;
            int to = keys.length;
            int guess = guess(key);
            int step = FIRST_STEP;
            if (Long.compareUnsigned(keys[guess], key) < 0) {
                from = guess + 1;
                while (from + step < to && Long.compareUnsigned(keys[from + step], key) < 0) {
                    from += step + 1;
                    step *= 2;
                }
                to = Math.min(to, from + step);
            } else {
                to = guess;
                while (to - step > from && Long.compareUnsigned(keys[to - step], key) >= 0) {
                    to -= step;
                    step *= 2;
                }
                from = Math.max(from, to - step);
            }
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (Long.compareUnsigned(keys[middle], key) < 0) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        /** Where a key would be if all were equally far apart, as hashes nearly are. */
        private int guess(long key) {
            int last = keys.length - 1;
            double range = toDouble(keys[last] - keys[0]);
            if (Long.compareUnsigned(key, keys[0]) <= 0 || range == 0) {
                return 0;
            }
            return (int) Math.min(last, toDouble(key - keys[0]) / range * last);
        }

        private static double toDouble(long unsigned) {
            return (unsigned >>> 1) * 2.0;
        }
    }

    private PagedTableReader(Path file, ReadableBytes bytes, FrameType type, PagedTable table, SlotCache<Page> cache) {
        this.file = file;
        this.bytes = bytes;
        this.type = type;
        this.table = table;
        this.cache = cache;
        List<Long> levels = table.levels();
        levelItems = new long[levels.size()];
        levelOrigins = new long[levels.size()];
        long origin = table.origin();
        for (int level = 0; level < levelItems.length; level++) {
            levelItems[level] = levels.get(level);
            levelOrigins[level] = origin;
            pages.add(new AtomicReferenceArray<>((int) PagedTable.pages(levelItems[level])));
            origin += table.levelBytes(level, levelItems[level]);
        }
    }

    /**
     * Opens a table.
     *
     * @param count the number of entries that it must have
     * @param end where in the file what may belong to it ends
     */
    static PagedTableReader open(
            Path file,
            ReadableBytes bytes,
            FrameType type,
            long offset,
            long count,
            int payloadBytes,
            long end,
            SlotCache<Page> cache)
            throws IOException {
        int start = MetadataFrame.HEADER + PagedTable.HEADER;
        if (offset < 0 || offset > end - start) {
            throw new SzFormatException(
                    file, "offset " + end, type + " at offset " + offset, "it to lie before what refers to it");
        }
        PagedTable table = new PagedTable(offset + start, count, payloadBytes);
        if (count < 1 || count > PagedTable.MAX_COUNT || table.frameBytes() > end - offset) {
            throw new SzFormatException(
                    file,
                    "offset " + offset + ", " + type,
                    count + " entries, which do not end before offset " + end,
                    "1 entry at least, and as many as there is room for");
        }
        return new PagedTableReader(file, bytes, type, table, cache);
    }

    long count() {
        return table.count();
    }

    long frameEnd() {
        return table.origin() - PagedTable.HEADER - MetadataFrame.HEADER + table.frameBytes();
    }

    int payloadBytes() {
        return table.payloadBytes();
    }

    /** The number of entries whose key is below {@code key}. */
    long below(long key) throws IOException {
        long page = 0;
        for (int level = levelItems.length - 1; level > 0; level--) {
            int below = page(level, page).below(key);
            page = page * PagedTable.PAGE_ITEMS + Math.max(0, below - 1);
        }
        return page * PagedTable.PAGE_ITEMS + page(0, page).below(key);
    }

    /** The page of level 0 that an entry is in. */
    Page leafOf(long entry) throws IOException {
        return page(0, entry / PagedTable.PAGE_ITEMS);
    }

    /** Where in its page an entry is. */
    static int inPage(long entry) {
        return (int) (entry % PagedTable.PAGE_ITEMS);
    }

    /** Reads a page of level 0 without keeping it, for those who go through all of them once. */
    Page readLeaf(long number) throws IOException {
        return read(0, number);
    }

    /** Reads all pages above level 0, which lie together, at once. */
    void readDirectory() throws IOException {
        if (levelItems.length == 1) {
            return;
        }
        long from = levelOrigins[1];
        byte[] directory = new byte[Math.toIntExact(frameEnd() - MetadataFrame.CHECKSUM - from)];
        bytes.readFully(from, directory, 0, directory.length);
        for (int level = 1; level < levelItems.length; level++) {
            for (long number = 0; number < PagedTable.pages(levelItems[level]); number++) {
                keep(level, number, page(level, number, directory, (int) (offset(level, number) - from)));
            }
        }
    }

    private long offset(int level, long number) {
        long items = number * PagedTable.PAGE_ITEMS;
        return levelOrigins[level] + items * table.itemBytes(level) + number * MetadataFrame.CHECKSUM;
    }

    private Page page(int level, long number) throws IOException {
        AtomicReferenceArray<Page> slots = pages.get(level);
        Page kept = slots.get((int) number);
        if (kept != null) {
            return kept;
        }
        Page page = read(level, number);
        keep(level, number, page);
        return page;
    }

    private void keep(int level, long number, Page page) {
        long footprint = PAGE_FOOTPRINT + 8L * page.keys().length + page.payloads().length;
        cache.fill(pages.get(level), (int) number, page, footprint);
    }

    private int items(int level, long number) {
        return (int) Math.min(PagedTable.PAGE_ITEMS, levelItems[level] - number * PagedTable.PAGE_ITEMS);
    }

    private Page read(int level, long number) throws IOException {
        byte[] stored = new byte[items(level, number) * table.itemBytes(level) + MetadataFrame.CHECKSUM];
        bytes.readFully(offset(level, number), stored, 0, stored.length);
        return page(level, number, stored, 0);
    }

    /** The page that lies in an array from an index on. */
    private Page page(int level, long number, byte[] stored, int at) throws SzFormatException {
        long offset = offset(level, number);
        int items = items(level, number);
        int length = items * table.itemBytes(level);
        int crc = LittleEndian.crc32c(stored, at, length);
        if (crc != LittleEndian.getInt(stored, at + length)) {
            throw fault(
                    offset,
                    String.format("bytes of CRC32C 0x%08X", crc),
                    String.format("0x%08X, as the page says", LittleEndian.getInt(stored, at + length)));
        }
        long[] keys = new long[items];
        for (int i = 0; i < items; i++) {
            keys[i] = LittleEndian.getLong(stored, at + i * Long.BYTES);
            if (i > 0 && Long.compareUnsigned(keys[i - 1], keys[i]) > 0) {
                throw fault(offset, "key " + i + " below the one before", "keys in ascending order");
            }
        }
        byte[] payloads = new byte[length - items * Long.BYTES];
        System.arraycopy(stored, at + items * Long.BYTES, payloads, 0, payloads.length);
        return new Page(keys, payloads);
    }

    private SzFormatException fault(long offset, String found, String expected) {
        return new SzFormatException(file, "offset " + offset + ", page of the " + type, found, expected);
    }
}
