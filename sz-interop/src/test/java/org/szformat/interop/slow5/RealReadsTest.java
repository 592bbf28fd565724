package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.interop.slow5.Slow5Files.Contents;
import org.szformat.record.Record;

/** Real reads, where they are beside the checkout. */
class RealReadsTest {
    private static final Path READS =
            Path.of("").toAbsolutePath().resolve("../../shared/reads").normalize();

    @TempDir
    Path directory;

    private static Path file(String name) {
        Path file = READS.resolve(name);
        assumeTrue(Files.exists(file), "no real reads at " + READS);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"r9_minion.blow5", "r9_promethion.blow5", "rna002.blow5", "z1.blow5"})
    void signalsAreThoseOfAnIndependentReader(String name) throws IOException, NoSuchAlgorithmException {
        Path file = file(name);
        List<String> found = new ArrayList<>();
        for (Record record : Slow5Files.read(file).records()) {
            short[] signal = record.getShorts("raw_signal");
            ByteBuffer bytes = ByteBuffer.allocate(2 * signal.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(signal);
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            found.add(String.join(
                    "\t", name, record.key(), "" + signal.length, HexFormat.of().formatHex(sha)));
        }
        List<String> expected = Files.readAllLines(READS.resolve("signals.tsv")).stream()
                .filter(line -> line.startsWith(name + "\t"))
                .toList();
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r9_minion.blow5", "r9_promethion.blow5", "rna002.blow5", "z1.blow5"})
    void recordsAndHeaderComeBackFromAContainer(String name) throws IOException, InterruptedException {
        Contents read = Slow5Files.read(file(name));
        Path container = directory.resolve("reads.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(
                container, read.schema(), WriterOptions.defaults().withHeader(read.header()))) {
            for (Record record : read.records()) {
                writer.put(record);
            }
        }
        List<Record> stored = new ArrayList<>();
        Contents back;
        try (CompressedFile.Reader reader = CompressedFile.open(container)) {
            for (long row = 0; row < reader.size(); row++) {
                stored.add(reader.get(row));
            }
            back = new Contents(reader.schema(), reader.header(), stored, List.of());
        }
        Path plain = directory.resolve("plain.blow5");
        Path plainAgain = directory.resolve("again.blow5");
        String[] options = {"record-compression=none", "signal-compression=none"};
        Slow5Files.write(plain, read, options);
        Slow5Files.write(plainAgain, back, options);
        assertArrayEquals(Files.readAllBytes(plain), Files.readAllBytes(plainAgain));
        for (String ending : List.of("blow5", "slow5")) {
            Path again = directory.resolve("x." + ending);
            Slow5Files.write(again, back);
            Contents last = Slow5Files.read(again);
            assertEquals(read.records(), last.records());
            assertEquals(
                    read.header().get("runs").map(Object::toString),
                    last.header().get("runs").map(Object::toString));
        }
    }
}
