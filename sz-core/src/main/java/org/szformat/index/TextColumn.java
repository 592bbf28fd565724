package org.szformat.index;

import it.unimi.dsi.fastutil.longs.LongBigArrayBigList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** Strings back to back as UTF-8, without an object for each. */
final class TextColumn {
    private static final int PAGE_BITS = 20;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final XXHash64 HASH = XXHashFactory.safeInstance().hash64();

    private byte[][] pages = new byte[4][];
    private long end;
    private final LongBigArrayBigList ends = new LongBigArrayBigList();

    void add(byte[] utf8, int from, int to) {
        for (int at = from; at < to; ) {
            int inPage = (int) (end & PAGE - 1);
            int length = Math.min(to - at, PAGE - inPage);
            System.arraycopy(utf8, at, pageForWriting((int) (end >>> PAGE_BITS)), inPage, length);
            at += length;
            end += length;
        }
        ends.add(end);
    }

    private byte[] pageForWriting(int number) {
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, number * 2);
        }
        byte[] page = pages[number];
        if (page == null) {
            page = new byte[PAGE];
            pages[number] = page;
        }
        return page;
    }

    String get(long row) {
        byte[] bytes = bytes(row);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes of UTF-8. */
    int length(long row) {
        return (int) (ends.getLong(row) - start(row));
    }

    boolean equals(long row, byte[] utf8) {
        long start = start(row);
        if (ends.getLong(row) - start != utf8.length) {
            return false;
        }
        for (int at = 0; at < utf8.length; ) {
            int inPage = (int) (start + at & PAGE - 1);
            int length = Math.min(utf8.length - at, PAGE - inPage);
            byte[] page = pages[(int) (start + at >>> PAGE_BITS)];
            if (!Arrays.equals(page, inPage, inPage + length, utf8, at, at + length)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    long hash(long row) {
        long start = start(row);
        int inPage = (int) (start & PAGE - 1);
        int length = (int) (ends.getLong(row) - start);
        if (length > 0 && inPage + length <= PAGE) {
            return HASH.hash(pages[(int) (start >>> PAGE_BITS)], inPage, length, 0);
        }
        return hash(bytes(row));
    }

    static long hash(byte[] utf8) {
        return HASH.hash(utf8, 0, utf8.length, 0);
    }

    private long start(long row) {
        return row == 0 ? 0 : ends.getLong(row - 1);
    }

    private byte[] bytes(long row) {
        long start = start(row);
        byte[] bytes = new byte[(int) (ends.getLong(row) - start)];
        for (int at = 0; at < bytes.length; ) {
            int inPage = (int) (start + at & PAGE - 1);
            int length = Math.min(bytes.length - at, PAGE - inPage);
            System.arraycopy(pages[(int) (start + at >>> PAGE_BITS)], inPage, bytes, at, length);
            at += length;
        }
        return bytes;
    }
}
