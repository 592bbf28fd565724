package org.szformat.interop.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class IndicesTest {
    @Test
    void parquetsOwnDecoderReadsThem() throws IOException {
        long seed = 15;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int bits = random.nextInt(21);
            int[] indices = new int[random.nextInt(200)];
            for (int i = 0; i < indices.length; i++) {
                boolean again = i > 0 && random.nextInt(20) < round % 20;
                indices[i] = again ? indices[i - 1] : random.nextInt(1 << bits);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Indices.write(indices, bits, out);
            ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
            RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(in.read(), in);
            int[] read = new int[indices.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = decoder.readInt();
            }
            assertArrayEquals(indices, read, "seed " + seed + ", round " + round);
        }
    }
}
