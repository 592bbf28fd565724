package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;

/** Files with bytes that are other than they were: records or our exception come of them, nothing else. */
class DamageTest {
    private static final long SEED = 20261122;
    private static final int TRIES = 250;
    private static final FormatOptions SMALL = FormatOptions.defaults()
            .withLimits(Limits.defaults()
                    .withMaxValueBytes(1 << 20)
                    .withMaxLineBytes(1 << 20)
                    .withMaxHeaderBytes(1 << 20));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golden.slow5",
                "golden-none-none.blow5",
                "golden-none-svb-zd.blow5",
                "golden-none-ex-zd.blow5",
                "golden-zlib-svb-zd.blow5",
                "golden-zstd-ex-zd.blow5"
            })
    void damageGivesRecordsOrOurException(String name) throws IOException {
        Path file = Slow5Files.golden(name, directory);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = whole.clone();
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                int at = random.nextInt(i % 2 == 0 ? bytes.length : Math.min(bytes.length, 1200));
                bytes[at] = switch (random.nextInt(4)) {
                    case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                    case 1 -> (byte) "\t\n,.-#@{}0".charAt(random.nextInt(10));
                    case 2 -> (byte) -1;
                    default -> (byte) random.nextInt();
                };
            }
            Files.write(file, bytes);
            try {
                Slow5Files.read(file, SMALL);
            } catch (SzFormatException e) {
                refused++;
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", try " + i, e);
            }
        }
        assertTrue(refused > TRIES / 10, refused + " refused, seed " + SEED);
    }
}
