package org.szformat.directory;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Projection;

class BadInputTest {
    private static final String HEADER = "#{\"version\": \"0.0.1\"}\n";
    private static final String COLUMNS = "LENGTH\tOFFSET\tID:A:S\tn:A:I16\tsignal:D:I16\ttext:D:S\n";

    @TempDir
    Path directory;

    private byte[] signal;
    private byte[] text;

    @BeforeEach
    void makeFrames() {
        signal = Zstd.compress(new byte[] {0, 2, 2, 2}, 3);
        text = Zstd.compress("ACGT".getBytes(StandardCharsets.UTF_8), 3);
    }

    private String line() {
        return line(signal.length + ":3", text.length + ":");
    }

    private String line(String signalCell, String textCell) {
        return (signal.length + text.length) + "\t0\tread\t7\t" + signalCell + "\t" + textCell + "\n";
    }

    private void write(String index) throws IOException {
        Files.writeString(directory.resolve("index"), index);
        Files.write(directory.resolve("dat"), signal);
        Files.write(directory.resolve("dat"), text, StandardOpenOption.APPEND);
    }

    private RecordFile open() throws IOException {
        return Layouts.open(directory, ReadOptions.defaults());
    }

    private void assertRefused(String... parts) {
        SzFormatException e = assertThrows(SzFormatException.class, () -> {
            try (RecordFile file = open()) {
                file.read(0, Projection.all(file.schema()));
            }
        });
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), () -> "'" + e.getMessage() + "' does not say '" + part + "'");
        }
        assertTrue(e.getMessage().startsWith(e.file()));
    }

    @Test
    void theGoodFileIsGood() throws Exception {
        write(HEADER + COLUMNS + line());
        try (RecordFile file = open()) {
            assertArrayEquals(
                    new short[] {1, 2, 3},
                    file.read(0, Projection.all(file.schema())).getShorts("signal"));
            assertEquals("ACGT", file.read(0, Projection.all(file.schema())).getText("text"));
        }
    }

    @Test
    void nothingThere() {
        Path missing = directory.resolve("missing.sz");
        NoSuchFileException e =
                assertThrows(NoSuchFileException.class, () -> Layouts.open(missing, ReadOptions.defaults()));
        assertEquals(missing.toString(), e.getFile());
    }

    @Test
    void noSzFile() throws Exception {
        assertRefused(directory + ": directory: found no 'index' and 'dat' in it; expected an SZ file");
        Path file = Files.writeString(directory.resolve("notes.txt"), "hello");
        SzFormatException e = assertThrows(SzFormatException.class, () -> Layouts.open(file, ReadOptions.defaults()));
        assertTrue(e.getMessage().contains("found no SZ file"), e.getMessage());
    }

    @Test
    void oneOfTheTwoFilesIsMissing() throws Exception {
        Files.writeString(directory.resolve("index"), HEADER + COLUMNS);
        assertRefused("found no file 'dat' in it");
        Files.delete(directory.resolve("index"));
        Files.write(directory.resolve("dat"), signal);
        assertRefused("found no file 'index' in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json           | line 1, column",
                "#{\"a\": }         | line 1, column 8",
                "#[1, 2]            | line 1, column 2: found JSON, but not an object",
                "#{} {}             | line 1, column",
                "#                  | line 1, column",
            })
    void headerThatIsNoJson(String header, String message) throws Exception {
        write(header.strip() + "\n" + COLUMNS + line());
        assertRefused(message.strip(), "expected '#' and the header as a JSON object");
    }

    @Test
    void headerNestedTooDeep() throws Exception {
        write("#" + "[".repeat(100_000) + "\n" + COLUMNS + line());
        assertRefused("line 1, column");
    }

    @Test
    void emptyIndex() throws Exception {
        write("");
        assertRefused("line 1: found an empty file");
        write(HEADER);
        assertRefused("line 2: found the end of the file; expected the names of the columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LENGTH OFFSETS ID:A:S          | found 'LENGTH?OFFSETS?ID:A:S'; expected LENGTH, OFFSET",
                "LENGTH OFFSET ID:A             | the column 'ID:A'; expected name:A:TYPE",
                "LENGTH OFFSET ID:B:S           | the column 'ID:B:S'",
                "LENGTH OFFSET ID:A:S s:D:I99   | the unknown type 'I99' in the column 's:D:I99'",
                "LENGTH OFFSET ID:A:S s:D:U64   | the unknown type 'U64'",
                "LENGTH OFFSET s:D:I16 ID:A:S   | the attribute 'ID:A:S' after a dataset",
                "LENGTH OFFSET ID:A:S ID:D:I16  | the field name 'ID' is given twice",
                "LENGTH OFFSET                  | a schema needs at least one field",
                "LENGTH OFFSET :A:S             | a field's name is empty",
            })
    void columns(String columns, String message) throws Exception {
        write(HEADER + columns.strip().replace(' ', '\t') + "\n");
        assertRefused("line 2", message.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "30 0 read 7 S:3                  | 5 cells; expected 6 cells",
                "30 0 read 7 S:3 T: more          | 7 cells; expected 6 cells",
                "x 0 read 7 S:3 T:                | LENGTH 'x' in cell 1; expected a whole number",
                "-1 0 read 7 S:3 T:               | LENGTH '-1' in cell 1",
                "+1 0 read 7 S:3 T:               | LENGTH '+1' in cell 1",
                "L -5 read 7 S:3 T:               | OFFSET '-5' in cell 2",
                "L 99999999999999999999 r 7 S:3 T:| OFFSET '99999999999999999999'",
                "L 1 read 7 S:3 T:                | bytes at offset 1; expected one within the",
                "L 999999999999999999 r 7 S:3 T:  | expected one within the",
                "L 0 read 7.5 S:3 T:              | cell 4, attribute n (I16): found '7.5'; expected an integer",
                "L 0 read 40000 S:3 T:            | found '40000'; expected an integer from -32768 to 32767",
                "L 0 read 7 S T:                  | 'S' in cell 5, dataset signal (I16); expected BYTES:COUNT",
                "L 0 read 7 S: T:                 | COUNT of dataset signal (I16) ''",
                "L 0 read 7 S:-3 T:               | COUNT of dataset signal (I16) '-3'",
                "L 0 read 7 S:3 T:4               | dataset text (S); expected BYTES: without a count",
                "L 0 read 7 4294967296:3 T:       | BYTES of dataset signal (I16) '4294967296'",
                "L 0 read 7 1:3 T:                | together; expected the record's LENGTH",
            })
    void recordLines(String line, String message) throws Exception {
        String real = line.strip()
                .replace("S", String.valueOf(signal.length))
                .replace("T", String.valueOf(text.length))
                .replaceFirst("^L", String.valueOf(signal.length + text.length))
                .replace(' ', '\t');
        write(HEADER + COLUMNS + real + "\n");
        assertRefused("index: line 3", message.strip().replace("'S'", "'" + signal.length + "'"));
    }

    @Test
    void emptyLine() throws Exception {
        write(HEADER + COLUMNS + line() + "\n" + line());
        assertRefused("line 4: found 1 cell; expected 6 cells");
    }

    @Test
    void bytesThatAreNotUtf8() throws Exception {
        write("");
        Files.write(
                directory.resolve("index"),
                (HEADER + COLUMNS + line().replace("read", "r\u00e9ad")).getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("line 3: found bytes that are not UTF-8");
    }

    @Test
    void lineEndsOfWindowsAreRead() throws Exception {
        write((HEADER + COLUMNS + line()).replace("\n", "\r\n"));
        try (RecordFile file = open()) {
            assertEquals(1, file.size());
        }
        write(HEADER + COLUMNS + line().replace("read", "re\rad"));
        assertRefused("line 3: found a carriage return at byte");
    }

    @Test
    void endlessLine() throws Exception {
        write(HEADER + COLUMNS + "1".repeat(400_000));
        ReadOptions strict = ReadOptions.defaults().withLimits(Limits.defaults().withMaxLineBytes(1000));
        SzFormatException e = assertThrows(SzFormatException.class, () -> Layouts.open(directory, strict));
        assertTrue(e.getMessage().contains("line 3: found more than 1000 bytes without a line end"), e.getMessage());
    }

    @Test
    void aLastLineThatWasNotWrittenWholeCostsItsRecordAlone() throws Exception {
        String before = HEADER + COLUMNS + line() + line();
        int incomplete = 0;
        for (int kept = 1; kept < line().length(); kept++) {
            write(before + line().substring(0, kept));
            try (RecordFile file = open()) {
                assertEquals(file.isComplete(), file.incompleteness().isEmpty());
                assertEquals(file.isComplete() ? 3 : 2, file.size());
                assertEquals(file.size(), file.index().size());
                assertEquals(file.read(0, Projection.all(file.schema())), file.read(1, Projection.all(file.schema())));
                if (!file.isComplete()) {
                    incomplete++;
                    assertTrue(file.incompleteness().get().startsWith("line 5"), file.incompleteness() + "");
                }
            }
        }
        assertTrue(incomplete > 10, incomplete + " were incomplete");
        write(before + "\n" + line());
        assertRefused("line 5");
    }

    @Test
    void frameCutShort() throws Exception {
        text = java.util.Arrays.copyOf(text, text.length - 1);
        write(HEADER + COLUMNS + line());
        assertRefused("dat: offset " + signal.length, "record 0 (ID read), dataset text (S)");
    }

    @Test
    void datShorterThanWhenOpened() throws Exception {
        write(HEADER + COLUMNS + line());
        try (RecordFile file = open()) {
            Files.write(directory.resolve("dat"), new byte[3]);
            SzFormatException e =
                    assertThrows(SzFormatException.class, () -> file.read(0, Projection.all(file.schema())));
            assertTrue(e.getMessage().contains("found the end of the file"), e.getMessage());
        }
    }

    @Test
    void everyFlippedBitGivesDataOrOurException() throws Exception {
        write(HEADER + COLUMNS + line());
        byte[] good = Files.readAllBytes(directory.resolve("dat"));
        int refused = 0;
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(directory.resolve("dat"), bad);
            try (RecordFile file = open()) {
                file.read(0, Projection.all(file.schema()));
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("record 0 (ID read)"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > good.length * 3, "of " + good.length * 8 + " flipped bits " + refused + " were noticed");
    }

    @Test
    void everyCutOrRandomlyChangedIndexGivesDataOrOurException() throws Exception {
        write(HEADER + COLUMNS + line() + line());
        byte[] good = Files.readAllBytes(directory.resolve("index"));
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            byte[] bad = i < good.length ? java.util.Arrays.copyOf(good, i) : good.clone();
            if (i >= good.length) {
                for (int changes = random.nextInt(3); changes >= 0; changes--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                }
            }
            Files.write(directory.resolve("index"), bad);
            try (RecordFile file = open()) {
                for (long row = 0; row < file.size(); row++) {
                    file.read(row, Projection.all(file.schema()));
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
            }
        }
    }

    @Test
    void frameThatClaimsAHugeContent() throws Exception {
        byte[] zeros = new byte[64 << 20];
        text = Zstd.compress(zeros, 3);
        write(HEADER + COLUMNS + line());
        ReadOptions strict = ReadOptions.defaults().withLimits(Limits.defaults().withMaxValueBytes(1 << 20));
        try (RecordFile file = Layouts.open(directory, strict)) {
            SzFormatException e =
                    assertThrows(SzFormatException.class, () -> file.read(0, Projection.all(file.schema())));
            assertAll(
                    () -> assertTrue(e.getMessage().contains(String.valueOf(64 << 20)), e.getMessage()),
                    () -> assertTrue(e.getMessage().contains(String.valueOf(1 << 20)), e.getMessage()));
        }
    }

    @Test
    void framesThatClaimMoreThanCanBeAreNotAddedUp() throws Exception {
        // No content is so long: a frame header with a content size of eight bytes (RFC 8878, 3.1.1.1).
        text = new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x60, 1, 0, 0};
        write(HEADER + COLUMNS + line() + line());
        try (RecordFile file = open()) {
            assertTrue(file.valueBytes() > 0 && file.valueBytes() < 1L << 40, file.valueBytes() + "");
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "0", "2147483647", "5"})
    void countThatDoesNotMatch(int count) throws Exception {
        write(HEADER + COLUMNS + line(signal.length + ":" + count, text.length + ":"));
        assertRefused("offset 0, record 0 (ID read), dataset signal (I16)");
    }

    @Test
    void streamShorterThanItsControlBytesSay() throws Exception {
        signal = Zstd.compress(new byte[] {0b11, 2, 2, 2}, 3);
        write(HEADER + COLUMNS + line());
        assertRefused("offset 0, record 0 (ID read), dataset signal (I16)");
    }

    @Test
    void valuesOutOfTheRangeOfTheirType() throws Exception {
        signal = Zstd.compress(new byte[] {0b10, 0, 0, 1}, 3);
        write(HEADER + COLUMNS + line(signal.length + ":1", text.length + ":"));
        assertRefused("dataset signal (I16)", "32768");
    }

    @Test
    void textThatIsNotUtf8() throws Exception {
        text = Zstd.compress(new byte[] {'A', (byte) 0xC3}, 3);
        write(HEADER + COLUMNS + line());
        assertRefused("dataset text (S)", "not UTF-8");
    }

    @Test
    void duplicateIdsAreReadInRowOrder() throws Exception {
        write(HEADER + COLUMNS + line() + line().replace("\t7\t", "\t8\t") + line().replace("read", "other"));
        try (RecordFile file = open()) {
            assertArrayEquals(new long[] {0, 1}, file.rows("read"));
            assertEquals(1, file.index().duplicateKeys());
            assertEquals(8, file.read(1, Projection.all(file.schema())).getInteger("n"));
        }
    }
}
