package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a file costs one line and exit code 1. */
class BadInputTest {
    private static final String HEADER = "#{\"version\": \"0.0.1\"}\n";
    private static final String COLUMNS = "LENGTH\tOFFSET\tID:A:S\tn:A:I16\tsignal:D:I16\ttext:D:S\n";

    @TempDir
    Path folder;

    private byte[] signal;
    private byte[] text;

    @BeforeEach
    void makeFrames() {
        signal = Zstd.compress(new byte[] {0, 2, 2, 2}, 3);
        text = Zstd.compress("ACGT".getBytes(StandardCharsets.UTF_8), 3);
    }

    private Path write(String index) throws IOException {
        ByteArrayOutputStream dat = new ByteArrayOutputStream();
        dat.writeBytes(signal);
        dat.writeBytes(text);
        Path file = Files.createDirectory(folder.resolve("bad.sz"));
        Files.writeString(file.resolve("index"), index);
        Files.write(file.resolve("dat"), dat.toByteArray());
        return file;
    }

    private String line() {
        int length = signal.length + text.length;
        return length + "\t0\tread\t7\t" + signal.length + ":3\t" + text.length + ":\n";
    }

    private static void assertFails(Path file, String... parts) {
        Sz.run("view", file).failed(parts);
        Sz.run("view", file, "--skip", 0, "--limit", 1).failed(parts);
        Sz.run("verify", file).failed(parts);
        Sz.run("convert", file, file.resolveSibling("out.sz")).failed(parts);
        assertEquals(List.of(file.getFileName().toString()), Sz.names(file.getParent()));
    }

    private static void assertDoesNotOpen(Path file, String... parts) {
        assertFails(file, parts);
        Sz.run("info", file).failed(parts);
        Sz.run("skim", file).failed(parts);
        Sz.run("get", file, "read").failed(parts);
        Sz.run("verify", "--quick", file).failed(parts);
    }

    @Test
    void theGoodFileIsGood() throws Exception {
        Path file = write(HEADER + COLUMNS + line());
        assertEquals(
                "{\"ID\":\"read\",\"n\":7,\"signal\":[1,2,3],\"text\":\"ACGT\"}\n",
                Sz.run("view", file, "--format", "jsonl").done().out());
    }

    @Test
    void nothingThere() {
        for (String command : List.of("info", "view", "skim", "verify")) {
            Sz.run(command, folder.resolve("none.sz")).failed("none.sz: no such file or directory");
        }
        Sz.run("get", folder.resolve("none.sz"), "x").failed("none.sz: no such file or directory");
        Sz.run("convert", folder.resolve("none.sz"), folder.resolve("x.sz")).failed("none.sz: no such file");
        assertEquals(List.of(), Sz.names(folder));
    }

    @Test
    void noSzFile() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        assertDoesNotOpen(Files.writeString(inner.resolve("notes.txt"), "hello"), "expected an SZ file");
        Sz.run("view", inner).failed("expected an SZ file");
    }

    @Test
    void oneOfTheTwoFilesIsMissing() throws Exception {
        Path file = write(HEADER + COLUMNS + line());
        Files.delete(file.resolve("dat"));
        assertDoesNotOpen(file, "'dat'");
    }

    @ParameterizedTest
    @CsvSource({"not json", "#{", "'#[1, 2]'", "#"})
    void headerThatIsNoJson(String header) throws Exception {
        assertDoesNotOpen(write(header + "\n" + COLUMNS + line()), "index: line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "30 0 read 7 13:3, line 3",
        "30 0 read 7 13:3 13: more, line 3",
        "x 0 read 7 13:3 13:, LENGTH",
        "-26 0 read 7 13:3 13:, LENGTH",
        "26 -1 read 7 13:3 13:, OFFSET",
        "26 99999 read 7 13:3 13:, line 3",
        "26 0 read 7.5 13:3 13:, n (I16)",
        "26 0 read 40000 13:3 13:, n (I16)",
        "26 0 read 7 13 13:, signal (I16)",
        "26 0 read 7 13:-3 13:, signal (I16)",
        "26 0 read 7 99:3 13:, line 3",
    })
    void linesOfTheIndex(String line, String part) throws Exception {
        assertDoesNotOpen(write(HEADER + COLUMNS + line.replace(' ', '\t') + "\n"), "index: line 3", part);
    }

    @Test
    void truncatedFrame() throws Exception {
        signal = Arrays.copyOf(signal, signal.length - 3);
        assertFails(write(HEADER + COLUMNS + line()), "record 0 (ID read)", "signal (I16)");
    }

    @Test
    void flippedBit() throws Exception {
        signal[0] ^= 4;
        assertFails(write(HEADER + COLUMNS + line()), "record 0 (ID read)", "signal (I16)");
    }

    @Test
    void hugeContentSize() throws Exception {
        ByteBuffer frame = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xFD2FB528)
                .put((byte) 0xE0)
                .putLong(1L << 40)
                .put((byte) 1)
                .put((byte) 0);
        signal = Arrays.copyOf(frame.array(), frame.position());
        text = frame.array().clone();
        assertFails(write(HEADER + COLUMNS + line()), "record 0 (ID read)", "signal (I16)");
    }

    @Test
    void moreValuesThanBytes() throws Exception {
        assertFails(
                write(HEADER + COLUMNS + line().replace(":3\t", ":2000000000\t")),
                "record 0 (ID read)",
                "signal (I16)");
    }

    @Test
    void textThatIsNoUtf8() throws Exception {
        text = Zstd.compress(new byte[] {'A', (byte) 0xFF}, 3);
        assertFails(write(HEADER + COLUMNS + line()), "record 0 (ID read)", "text (S)");
    }

    @Test
    void controlCharactersInMessages() throws Exception {
        signal[0] ^= 4;
        Path file = write(HEADER + COLUMNS + line().replace("read", "\u001b[2Jread"));
        Sz.Result result = Sz.run("verify", file).failed("\\u001b[2Jread");
        assertTrue(result.out().indexOf('\u001b') < 0);
    }

    /** Any damage is either found or changes values, which a directory has no checksum against. */
    @Test
    void anyFlippedBits() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Random random = new Random(7);
        for (String part : List.of("index", "dat")) {
            byte[] good = Files.readAllBytes(file.resolve(part));
            for (int i = 0; i < 50; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file.resolve(part), bad);
                Sz.Result result = Sz.run("verify", file);
                if (result.exitCode() != Main.OK) {
                    result.failed("expected");
                }
                Sz.Result view = Sz.run("view", file, "--format", "jsonl");
                if (view.exitCode() == Main.OK) {
                    view.done().json();
                } else {
                    view.failed("expected");
                }
            }
            Files.write(file.resolve(part), good);
        }
    }
}
