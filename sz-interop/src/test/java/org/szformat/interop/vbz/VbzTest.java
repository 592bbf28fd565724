package org.szformat.interop.vbz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.szformat.codec.CorruptDataException;

class VbzTest {
    /** Ten samples, worked out by hand from the specification: differences 100 −1 1000 0 −1100 1 … as zigzag numbers. */
    private static final short[] KNOWN = {100, 99, 1099, 1099, -1, 0, 127, -1, 32767, -32768};

    //     zigzag: 200 1 2000 0 2199 2 254 255 65535 (32768 mod 2^16) 2 (1 mod 2^16)
    private static final String KNOWN_BYTES = "1401c801d00700970802feffffff02";

    @Test
    void knownBytes() throws Exception {
        byte[] out = new byte[StreamVByte16.maxEncodedLength(KNOWN.length)];
        int end = StreamVByte16.encode(KNOWN, 0, KNOWN.length, out, 0);
        assertEquals(KNOWN_BYTES, HexFormat.of().formatHex(out, 0, end));
        short[] back = new short[KNOWN.length];
        StreamVByte16.decode(out, 0, end, back, 0, back.length);
        assertArrayEquals(KNOWN, back);
    }

    @Test
    void everythingComesBack() throws Exception {
        Random random = new Random(4);
        try (VbzEncoder encoder = new VbzEncoder();
                VbzDecoder decoder = new VbzDecoder()) {
            for (int round = 0; round < 2000; round++) {
                short[] samples = new short[random.nextInt(round % 10 == 0 ? 20_000 : 70)];
                int spread = 1 << 1 + random.nextInt(16);
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) random.nextInt(spread);
                }
                int from = samples.length == 0 ? 0 : random.nextInt(samples.length);
                int count = samples.length - from;
                byte[] encoded = encoder.encode(samples, from, count);
                short[] back = new short[count + 3];
                decoder.decode(encoded, 0, encoded.length, back, 2, count);
                assertArrayEquals(
                        Arrays.copyOfRange(samples, from, samples.length),
                        Arrays.copyOfRange(back, 2, 2 + count),
                        "round " + round);
            }
        }
    }

    /** Fewer bytes than so many samples take at least. */
    @Test
    void otherBytesAreRefused() throws Exception {
        Random random = new Random(5);
        try (VbzDecoder decoder = new VbzDecoder()) {
            short[] samples = new short[1000];
            for (int round = 0; round < 5000; round++) {
                byte[] packed = new byte[random.nextInt(1124)];
                random.nextBytes(packed);
                byte[] frame = round % 2 == 0 ? packed : Zstd.compress(packed);
                assertThrows(
                        CorruptDataException.class,
                        () -> decoder.decode(frame, 0, frame.length, samples, 0, 999),
                        "round " + round);
            }
        }
    }

    @Test
    void unusedKeyBitsAndOtherLengthsAreRefused() {
        byte[] out = HexFormat.of().parseHex(KNOWN_BYTES);
        short[] back = new short[20];
        assertThrows(CorruptDataException.class, () -> StreamVByte16.decode(out, 0, out.length, back, 0, 9));
        assertThrows(CorruptDataException.class, () -> StreamVByte16.decode(out, 0, out.length, back, 0, 11));
        assertThrows(CorruptDataException.class, () -> StreamVByte16.decode(out, 0, out.length - 1, back, 0, 10));
        out[1] |= 4;
        assertThrows(CorruptDataException.class, () -> StreamVByte16.decode(out, 0, out.length, back, 0, 10));
    }

    @Test
    void aFrameThatClaimsMoreThanSamplesTakeIsRefused() {
        byte[] zeros = Zstd.compress(new byte[100_000_000]);
        try (VbzDecoder decoder = new VbzDecoder()) {
            assertThrows(
                    CorruptDataException.class, () -> decoder.decode(zeros, 0, zeros.length, new short[1000], 0, 1000));
        }
    }
}
