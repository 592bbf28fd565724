package org.szformat.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TupleSortTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1000", "7, 1000", "9, 1000", "1000, 100000", "1000, 1", "5000, 1000", "20000, 500"})
    void sortsInMemoryAndOutOfIt(int count, long memoryBytes) throws IOException {
        for (int width = 2; width <= 3; width++) {
            long seed = 31L * count + width;
            SplittableRandom random = new SplittableRandom(seed);
            List<long[]> expected = new ArrayList<>();
            try (TupleSort sort = new TupleSort(width, folder, memoryBytes)) {
                for (int i = 0; i < count; i++) {
                    long[] tuple = {random.nextInt(9) - 4, random.nextLong(), random.nextInt(3)};
                    if (width == 2) {
                        sort.add(tuple[0], tuple[1]);
                    } else {
                        sort.add(tuple[1] >>> 61, tuple[0], tuple[2]);
                        tuple = new long[] {tuple[1] >>> 61, tuple[0], tuple[2]};
                    }
                    expected.add(Arrays.copyOf(tuple, width));
                }
                expected.sort(Arrays::compareUnsigned);
                for (int time = 0; time < 2; time++) {
                    TupleSort.Cursor sorted = sort.sorted();
                    for (int i = 0; i < count; i++) {
                        assertEquals(true, sorted.next());
                        for (int at = 0; at < width; at++) {
                            assertEquals(expected.get(i)[at], sorted.at(at), "seed " + seed + ", tuple " + i);
                        }
                    }
                    assertFalse(sorted.next());
                }
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void idsHaveTheHashesThatTheyHave() {
        IdHash hash = new IdHash().of("abc");
        assertEquals(0xba7816bf8f01cfeaL, hash.high());
        assertEquals(0x414140de5dae2223L, hash.low());
    }
}
