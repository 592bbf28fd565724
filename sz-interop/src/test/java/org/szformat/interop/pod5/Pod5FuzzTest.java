package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordSource;
import org.szformat.schema.Projection;

/**
 * Files whose bytes are changed where Jazzer likes: records or our exception come of them, read in order and in place. With
 * JAZZER_FUZZ=1 in the environment Jazzer searches for inputs; without, the tests run on a few.
 */
class Pod5FuzzTest {
    private static final int MOST_CHANGES = 64;

    private static final FormatOptions SMALL = FormatOptions.defaults()
            .withLimits(Limits.defaults()
                    .withMaxValueBytes(1 << 20)
                    .withMaxChunkBytes(1 << 20)
                    .withMaxMetadataBytes(1 << 18));

    private static byte @Nullable [] newer;
    private static byte @Nullable [] older;

    @FuzzTest(maxDuration = "2m")
    void changedFiles(FuzzedDataProvider data) throws Exception {
        if (newer == null) {
            Path file = Files.createTempFile("fuzz", ".pod5");
            Pod5Files.write(file, Pod5Files.SCHEMA, Pod5Files.runs(), Pod5Files.madeUp(3, 6), 2);
            newer = Files.readAllBytes(file);
            Files.delete(file);
        }
        readAll(changed(newer, data));
    }

    @FuzzTest(maxDuration = "2m")
    void changedOlderFiles(FuzzedDataProvider data) throws Exception {
        if (older == null) {
            Path directory = Files.createTempDirectory("fuzz");
            Path file = OlderTablesTest.file(directory, OlderTablesTest.signals(), OlderTablesTest.reads(new long[][] {
                {2}, {}, {0, 1}
            }));
            older = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(directory);
        }
        readAll(changed(older, data));
    }

    private static byte[] changed(byte[] whole, FuzzedDataProvider data) {
        byte[] bytes = whole.clone();
        for (int i = data.consumeInt(0, MOST_CHANGES); i > 0; i--) {
            int at = data.consumeInt(0, bytes.length - Long.BYTES);
            byte[] put = data.consumeBytes(data.pickValue(new int[] {1, 2, 4, 8}));
            System.arraycopy(put, 0, bytes, at, put.length);
        }
        return data.consumeBoolean() ? Arrays.copyOf(bytes, data.consumeInt(0, bytes.length)) : bytes;
    }

    private static void readAll(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".pod5");
        try {
            Files.write(file, bytes);
            inOrder(file);
            inPlace(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void inOrder(Path file) throws IOException {
        try (RecordSource source = Pod5Files.POD5.open(file, SMALL)) {
            source.size();
            boolean more = true;
            while (more) {
                try {
                    RecordSource.Part part = source.next();
                    more = part != null;
                    if (part != null) {
                        part.decode();
                    }
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                }
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        }
    }

    private static void inPlace(Path file) throws IOException {
        try (RecordAccess access = Pod5Files.POD5.access(file, SMALL)) {
            Projection all = Projection.all(access.schema());
            boolean more = true;
            while (more) {
                try {
                    RecordAccess.Part part = access.next();
                    more = part != null;
                    if (part != null) {
                        for (RecordAccess.Placed placed : part.decode()) {
                            access.read(placed.place(), all);
                            access.extents(placed.place(), 0);
                        }
                    }
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                }
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        }
    }
}
