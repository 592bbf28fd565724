package org.szformat.interop.fast5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.jhdf.exceptions.HdfFilterException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VbzFilterTest {
    private final VbzFilter filter = new VbzFilter();

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] compressed(String size, String packed) {
        byte[] frame = Zstd.compress(hex(packed));
        byte[] all = java.util.Arrays.copyOf(hex(size), 4 + frame.length);
        System.arraycopy(frame, 0, all, 4, frame.length);
        return all;
    }

    /** 100, 101, 99, −157: differences 100, 1, −2, −256; zigzag 200, 2, 3, 511. */
    @Test
    void shortsOfBothVersions() {
        byte[] samples = hex("6400 6500 6300 63ff");
        for (int version = 0; version <= 1; version++) {
            assertArrayEquals(
                    samples, filter.decode(compressed("08000000", "40 c8 02 03 ff01"), new int[] {version, 2, 1, 1}));
        }
        assertArrayEquals(samples, filter.decode(hex("08000000 40 c8 02 03 ff01"), new int[] {0, 2, 1, 0}));
    }

    @Test
    void withoutDifferences() {
        assertArrayEquals(hex("0500 c800"), filter.decode(hex("04000000 00 05 c8"), new int[] {0, 2, 0, 0}));
        assertArrayEquals(hex("05000000 00010000"), filter.decode(hex("08000000 04 05 0001"), new int[] {1, 4, 0, 0}));
    }

    /** Keys 0, 1, 2, 3 and 1: nothing, 7, 0xc8, 0x1ff (of which a byte is kept), 9. */
    @Test
    void halfBytesInVersion1() {
        assertArrayEquals(
                hex("00 07 c8 ff 09"), filter.decode(hex("05000000 e4 01 87 fc 1f 90"), new int[] {1, 1, 0, 0}));
    }

    @Test
    void nothingPacked() {
        assertArrayEquals(hex("010203"), filter.decode(compressed("03000000", "010203"), new int[] {0, 0, 0, 1}));
    }

    @Test
    void faultsAreSaid() {
        String[][] faults = {
            {"0800", "4 that say its size"},
            {"ffffffff00", "claims 4294967295"},
            {"03000000 40", "no multiple of 2"},
            {"08000000 40", "bytes"},
            {"08000000 40 c8 02 03 ff01 00", "bytes"},
            {"f0ffff3f 00", "claims"},
        };
        for (String[] fault : faults) {
            HdfFilterException e = assertThrows(
                    HdfFilterException.class, () -> filter.decode(hex(fault[0]), new int[] {0, 2, 1, 0}), fault[0]);
            assertTrue(e.getMessage().contains(fault[1]), e::getMessage);
        }
        assertThrows(HdfFilterException.class, () -> filter.decode(hex("00000000"), new int[] {2, 2, 1, 0}));
        assertThrows(HdfFilterException.class, () -> filter.decode(hex("00000000"), new int[] {0, 3, 1, 0}));
        assertThrows(HdfFilterException.class, () -> filter.decode(hex("00000000"), new int[] {0, 2}));
    }

    @Test
    void anyBytes() {
        SplittableRandom random = new SplittableRandom(32020);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length >= 4) {
                bytes[2] = 0;
                bytes[3] = 0;
            }
            int[] parameters = {random.nextInt(2), 1 << random.nextInt(3), random.nextInt(2), random.nextInt(4) / 3};
            try {
                filter.decode(bytes, parameters);
            } catch (HdfFilterException e) {
                assertTrue(e.getMessage().startsWith("VBZ"), e::getMessage);
            }
        }
    }
}
