package org.szformat.interop.fast5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jhdf.exceptions.HdfFilterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;

/**
 * Whatever comes in, records or our exception come out. With JAZZER_FUZZ=1 in the environment Jazzer searches for inputs;
 * without, the tests run on a few.
 */
class Fast5FuzzTest {
    private static final int MOST_CHANGES = 16;

    private static final FormatOptions SMALL =
            FormatOptions.defaults().withLimits(Limits.defaults().withMaxValueBytes(1 << 20));

    @FuzzTest(maxDuration = "2m")
    void changedFiles(FuzzedDataProvider data) throws IOException {
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(Fast5FuzzTest.class.getResourceAsStream("/fast5/multi.fast5"))) {
            bytes = in.readAllBytes();
        }
        for (int i = data.consumeInt(0, MOST_CHANGES); i > 0; i--) {
            int at = data.consumeInt(0, bytes.length - Long.BYTES);
            byte[] put = data.consumeBytes(data.pickValue(new int[] {1, 2, 4, 8}));
            System.arraycopy(put, 0, bytes, at, put.length);
        }
        Path file = Files.createTempFile("fuzz", ".fast5");
        try {
            Files.write(file, data.consumeBoolean() ? Arrays.copyOf(bytes, data.consumeInt(0, bytes.length)) : bytes);
            try (RecordSource source = new Fast5Format().open(file, SMALL)) {
                for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                    part.decode();
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            }
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void filter(FuzzedDataProvider data) {
        int[] parameters = data.consumeInts(data.consumeInt(0, 5));
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = data.consumeBoolean() ? parameters[i] & 3 : parameters[i];
        }
        try {
            new VbzFilter().decode(data.consumeRemainingAsBytes(), parameters);
        } catch (HdfFilterException e) {
            assertTrue(e.getMessage().contains("VBZ"), e.getMessage());
        }
    }
}
