package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PagedTableTest {

    @Test
    void aPageCountsKeysBelowAnother() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 3000; round++) {
            long[] keys = new long[1 + random.nextInt(round % 2 == 0 ? 5 : PagedTable.PAGE_ITEMS)];
            int shift = random.nextInt(64);
            Arrays.setAll(keys, i -> random.nextLong() >>> shift);
            long[] sorted = Arrays.stream(keys)
                    .map(key -> key ^ Long.MIN_VALUE)
                    .sorted()
                    .map(key -> key ^ Long.MIN_VALUE)
                    .toArray();
            PagedTableReader.Page page = new PagedTableReader.Page(sorted, new byte[0]);
            for (int i = 0; i < 20; i++) {
                long key = i == 0
                        ? 0
                        : i == 1
                                ? -1
                                : i % 2 == 0 ? sorted[random.nextInt(sorted.length)] : random.nextLong() >>> shift;
                long expected = Arrays.stream(sorted)
                        .filter(each -> Long.compareUnsigned(each, key) < 0)
                        .count();
                assertEquals(expected, page.below(key));
            }
        }
    }
}
