package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.json.JsonValue;

/** Signals of real reads, where such are at hand, against checksums of another reader. */
class RealReadsTest {
    private static final Path READS = Path.of("..", "..", "shared", "reads");
    private static final Path FILE = READS.resolve("r9_promethion.sz");

    @TempDir
    Path folder;

    @BeforeEach
    void requireReads() {
        assumeTrue(Files.isDirectory(FILE), "no real reads here");
    }

    private static List<String[]> expected() throws Exception {
        return Files.readAllLines(READS.resolve("signals.tsv")).stream()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[0].equals("r9_promethion.blow5"))
                .toList();
    }

    private static String sha256(JsonValue.Obj read) throws Exception {
        List<JsonValue> samples = ((JsonValue.Array) read.get("Raw")).items();
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.size()).order(ByteOrder.LITTLE_ENDIAN);
        samples.forEach(sample -> bytes.putShort(Short.parseShort(sample.toString())));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    @Test
    void signals() throws Exception {
        Path copy = folder.resolve("copy.sz");
        Sz.run("convert", FILE, copy, "--level", 5).done();
        Path back = folder.resolve("back.sz");
        Sz.run("convert", copy, back, "--layout", "directory").done();
        Sz.run("verify", copy, back).done();
        assertTrue(Files.isRegularFile(copy) && Zstandard.accepts(copy));
        for (Path file : List.of(FILE, copy, back)) {
            assertEquals(
                    expected().size(),
                    Sz.run("skim", file, "--ids").done().lines().size());
            for (String[] cells : expected()) {
                JsonValue.Obj read = Sz.run("get", file, cells[1], "--format", "jsonl")
                        .done()
                        .json()
                        .get(0);
                assertEquals(
                        Integer.parseInt(cells[2]),
                        ((JsonValue.Array) read.get("Raw")).items().size());
                assertEquals(cells[3], sha256(read));
            }
        }
    }
}
