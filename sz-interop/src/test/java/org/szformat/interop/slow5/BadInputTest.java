package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;

class BadInputTest {
    private static final List<String> AUX =
            List.of("channel_number:char*", "n:int8_t", "e:enum{a,b}", "f:float", "c:char", "xs:uint16_t*", "s:char*");
    private static final String GOOD = Slow5Files.primary("r0") + "\t12\t-5\t1\t0.5\tq\t1,2\ttext";

    @TempDir
    Path directory;

    private String refusal(Path file) {
        return refusal(file, FormatOptions.defaults());
    }

    private String refusal(Path file, FormatOptions options) {
        SzFormatException e = assertThrows(SzFormatException.class, () -> Slow5Files.read(file, options));
        assertEquals(file.toString(), e.file());
        return e.place() + ": found " + e.found() + "; expected " + e.expected();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message + " should say " + part);
        }
    }

    @Test
    void theLineThatOthersAreMadeOfIsGood() throws IOException {
        Record record =
                Slow5Files.read(Slow5Files.text(directory, AUX, GOOD)).records().get(0);
        assertEquals(12, record.getInteger("channel"));
        assertEquals("b", record.getText("e"));
    }

    static Stream<Arguments> linesThatAreNot() {
        return Stream.of(
                Arguments.of("\t-5\t1\t0.5", "\t128\t1\t0.5", "field n: found '128'"),
                Arguments.of("\t-5\t1\t0.5", "\t-129\t1\t0.5", "field n"),
                Arguments.of("\t-5\t1\t0.5", "\t5x\t1\t0.5", "'5x'"),
                Arguments.of("\t-5\t1\t0.5", "\t\t1\t0.5", "field n: found nothing"),
                Arguments.of("\t-5\t1\t0.5", "\t-5\t2\t0.5", "field e: found the number 2; expected 0 to 1"),
                Arguments.of("\t-5\t1\t0.5", "\t-5\ta\t0.5", "field e"),
                Arguments.of("\t-5\t1\t0.5", "\t-5\t1\thalf", "field f: found 'half'"),
                Arguments.of("\tq\t", "\tqq\t", "field c"),
                Arguments.of("1,2", "1,,2", "field xs"),
                Arguments.of("1,2", "1,65536", "field xs: found '65536'"),
                Arguments.of("\ttext", "\ttext\tmore", "more fields than the 15"),
                Arguments.of("\ttext", "", "field s: found the end of the line"),
                Arguments.of(
                        "10,-20,30", "10,-20", "field raw_signal: found 2 samples; expected 3, as len_raw_signal says"),
                Arguments.of("10,-20,30", "10,-20,32768", "'32768' as sample 2"),
                Arguments.of("10,-20,30", "10,-20,3O", "'3O' as sample 2"),
                Arguments.of("10,-20,30", "10,-20,", "as sample 2"),
                Arguments.of("10,-20,30", ".", "field raw_signal"),
                Arguments.of("\t3\t", "\t-3\t", "field len_raw_signal"),
                Arguments.of("\t3\t", "\t99999999999999999999\t", "field len_raw_signal"),
                Arguments.of("8192", "8l92", "field digitisation: found '8l92'"),
                Arguments.of("r0\t0", "r0\t1", "field read_group: found 1; expected 0 to 0"),
                Arguments.of("r0\t0", "r0\t-1", "field read_group"),
                Arguments.of("r0\t0", "#r0\t0", "field read_id: found '#r0'"));
    }

    @ParameterizedTest
    @MethodSource
    void linesThatAreNot(String good, String bad, String said) throws IOException {
        String line = GOOD.replace(good, bad);
        assertTrue(!line.equals(GOOD), "the line is as it was");
        String second = Slow5Files.primary("r9")
                + GOOD.substring(Slow5Files.primary("r0").length());
        Path file = Slow5Files.text(directory, AUX, second, line);
        assertSays(refusal(file), "line 7", said);
    }

    static Stream<Arguments> headersThatAreNot() {
        return Stream.of(
                Arguments.of("#slow5_version\t0.2.0", "#slow5_version\t1.1.0", "version 1.1.0"),
                Arguments.of("#slow5_version\t0.2.0", "#slow5_version\t0.2", "'0.2'"),
                Arguments.of("#slow5_version\t0.2.0", "#slow5_verzion\t0.2.0", "no #slow5_version"),
                Arguments.of("#num_read_groups\t1", "#num_read_groups\t0", "number of read groups '0'"),
                Arguments.of("#num_read_groups\t1", "#num_read_groups\t99999999999", "number of read groups"),
                Arguments.of(
                        "#num_read_groups\t1", "#num_read_groups\t2", "1 values of the attribute 'run_id'; expected 2"),
                Arguments.of("#num_read_groups\t1", "#groups\t1", "#num_read_groups"),
                Arguments.of("@run_id", "@", "name of an attribute"),
                Arguments.of("@run_id\trun-a", "@run_id\trun-a\n@run_id\trun-b", "a second attribute 'run_id'"),
                Arguments.of("uint32_t\tdouble", "uint32_t\tfloat", "types of the fields"),
                Arguments.of("read_group\tdig", "read_grup\tdig", "names of the fields"),
                Arguments.of("int8_t", "int9_t", "field n: found the type 'int9_t'"),
                Arguments.of("enum{a,b}", "enum{a,a}", "a second label 'a'"),
                Arguments.of("enum{a,b}", "enum{a,1b}", "the label '1b'"),
                Arguments.of("enum{a,b}", "enum", "the type 'enum'"),
                Arguments.of("\tn\t", "\tf\t", "a second field 'f'"),
                Arguments.of("\tn\t", "\tread_id\t", "a second field 'read_id'"),
                Arguments.of("\tn\t", "\t\t", "name is empty"),
                Arguments.of("\tn\te\t", "\tn\t", "6 names of auxiliary fields; expected 7"));
    }

    @ParameterizedTest
    @MethodSource
    void headersThatAreNot(String good, String bad, String said) throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD);
        String text = Files.readString(file);
        String changed = text.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertTrue(!changed.equals(text), "the header is as it was");
        Files.writeString(file, changed);
        assertSays(refusalOfText(file), said);
    }

    /** Opened as text whatever its beginning. */
    private String refusalOfText(Path file) {
        SzFormatException e = assertThrows(SzFormatException.class, () -> {
            try (RecordSource source = new Slow5Format().open(file, FormatOptions.defaults())) {
                source.next();
            }
        });
        return e.place() + ": found " + e.found() + "; expected " + e.expected();
    }

    @Test
    void carriageReturnsAreNamed() throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD + "\r");
        assertSays(refusal(file), "line 6", "carriage return");
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        assertSays(refusal(file), "carriage return");
    }

    @Test
    void aTextThatIsCutIsTruncated() throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD, GOOD.replace("r0", "r1"));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertSays(refusal(file), "line 7", "truncated");
        Files.write(file, Arrays.copyOf(bytes, 60));
        assertSays(refusal(file), "line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow5", "blow5"})
    void emptyFilesAreNamed(String ending) throws IOException {
        Path file = Files.createFile(directory.resolve("empty." + ending));
        assertSays(refusal(file), "an empty file");
    }

    @Test
    void cutsOfABinaryFileAreNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(Slow5Files.golden("golden-zlib-svb-zd.blow5", directory));
        Path file = directory.resolve("cut.blow5");
        for (int length = 0; length < bytes.length; length += length < 100 || length > bytes.length - 100 ? 1 : 13) {
            Files.write(file, Arrays.copyOf(bytes, length));
            String message = refusal(file);
            assertTrue(
                    length <= 6 || message.contains("truncated") || message.contains("header"),
                    "at " + length + ": " + message);
        }
    }

    @Test
    void recordsBeforeACutAreGiven() throws IOException {
        byte[] bytes = Files.readAllBytes(Slow5Files.golden("golden-zlib-svb-zd.blow5", directory));
        Path file = Files.write(directory.resolve("cut.blow5"), Arrays.copyOf(bytes, bytes.length - 30));
        try (RecordSource source = new Blow5Format().open(file, FormatOptions.defaults())) {
            assertEquals(4, source.next().decode().size());
            assertSays(assertThrows(SzFormatException.class, source::next).getMessage(), "record 4", "truncated");
            assertEquals(null, source.next());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, no magic number",
        "6, 2, version 2.2.0",
        "7, 3, version 0.3.0",
        "9, 3, the record compression 3",
        "10, 0, number of read groups '0'",
        "13, 127, number of read groups",
        "14, 9, the signal compression 9",
        "64, 7, header",
        "67, 127, a header of",
    })
    void bytesOfTheBinaryHeader(int at, int value, String said) throws IOException {
        Path file = Slow5Files.golden("golden-zlib-svb-zd.blow5", directory);
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] = (byte) value;
        Files.write(file, bytes);
        SzFormatException e =
                assertThrows(SzFormatException.class, () -> new Blow5Format().open(file, FormatOptions.defaults()));
        assertSays(e.getMessage(), said);
    }

    @Test
    void bytesBehindTheEndAreNamed() throws IOException {
        Path file = Slow5Files.golden("golden-zlib-svb-zd.blow5", directory);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 10));
        assertSays(refusal(file), "the mark 5WOLB of the end and 10 bytes behind it");
    }

    @Test
    void aSizeBeyondTheFileIsNamed() throws IOException {
        Path file = directory.resolve("size.blow5");
        Slow5Files.write(file, Slow5Files.read(Slow5Files.text(directory, List.of(), Slow5Files.primary("r0"))));
        byte[] bytes = Files.readAllBytes(file);
        int size = 68 + LittleEndian.getInt(bytes, 64);
        LittleEndian.putLong(bytes, size, Long.MIN_VALUE);
        Files.write(file, bytes);
        assertSays(refusal(file), "offset " + size, "record 0", "9223372036854775808 bytes");
    }

    @Test
    void anIdThatComesAgainIsNamed() throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD, GOOD.replace("r0", "r1"), GOOD);
        assertSays(refusal(file), "line 8 (read_id 'r0'), field read_id", "duplicate-ids=keep");
        assertEquals(
                3,
                Slow5Files.read(file, Slow5Files.options("duplicate-ids=keep"))
                        .records()
                        .size());
    }

    @Test
    void aChannelThatIsNoNumberIsNamed() throws IOException {
        Path file =
                Slow5Files.text(directory, AUX, GOOD, GOOD.replace("r0", "r1").replace("\t12\t", "\t012\t"));
        assertSays(refusal(file), "line 7 (read_id 'r1'), field channel_number", "'012'", "channel=text");
        assertEquals(
                "012",
                Slow5Files.read(file, Slow5Files.options("channel=text"))
                        .records()
                        .get(1)
                        .getText("channel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\0"})
    void charactersThatFieldsCannotHoldAreNamed(String bad) throws IOException {
        for (String field : List.of("r0", "text")) {
            Path file = directory.resolve("bad.blow5");
            Slow5Files.write(
                    file,
                    Slow5Files.read(Slow5Files.text(directory, AUX, GOOD.replace(field, field + "?x"))),
                    "record-compression=none");
            byte[] bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .replace(field + "?", field + bad)
                    .getBytes(StandardCharsets.ISO_8859_1);
            Files.write(file, bytes);
            assertSays(refusal(file), "field " + (field.equals("r0") ? "read_id" : "s"), "without tabs");
        }
    }

    @Test
    void aZlibBombIsStopped() throws IOException {
        byte[] content = new byte[64 << 20];
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] bomb = new byte[1 << 20];
        int length = deflater.deflate(bomb);
        deflater.end();
        Limits limits = Limits.defaults().withMaxValueBytes(1 << 20).withMaxLineBytes(1 << 10);
        assertTrue(bombed(bomb, length, limits).contains("a zlib stream of more than " + ((1 << 20) + (1 << 10))));
    }

    private String bombed(byte[] record, int length, Limits limits) throws IOException {
        Path file = directory.resolve("bomb.blow5");
        Slow5Files.write(file, Slow5Files.read(Slow5Files.text(directory, List.of())));
        byte[] head = Files.readAllBytes(file);
        int end = head.length - 5;
        byte[] bytes = Arrays.copyOf(head, end + 8 + length + 5);
        LittleEndian.putLong(bytes, end, length);
        System.arraycopy(record, 0, bytes, end + 8, length);
        System.arraycopy(head, end, bytes, bytes.length - 5, 5);
        Files.write(file, bytes);
        return refusal(file, FormatOptions.defaults().withLimits(limits));
    }

    @Test
    void manySmallRecordsThatBecomeLargeAreStopped() throws IOException {
        Path file = directory.resolve("many.blow5");
        StringBuilder zeros = new StringBuilder("0");
        zeros.append(",0".repeat(9999));
        List<String> lines = IntStream.range(0, 100)
                .mapToObj(i -> Slow5Files.primary("r" + i) + "\t" + zeros)
                .toList();
        Slow5Files.write(
                file,
                Slow5Files.read(Slow5Files.text(directory, List.of("xs:int64_t*"), lines.toArray(new String[0]))));
        assertTrue(Files.size(file) < 20_000);
        FormatOptions few =
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxChunkBytes(1 << 20));
        assertSays(refusal(file, few), "more than 1048576 bytes of values");
    }

    @Test
    void linesBeyondTheLimitAreNamed() throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD, "x".repeat(1 << 20));
        FormatOptions few = FormatOptions.defaults()
                .withLimits(Limits.defaults().withMaxValueBytes(1000).withMaxLineBytes(1000));
        assertSays(refusal(file, few), "line");
    }

    @Test
    void headersOfMoreValuesThanMemoryAreRefused() throws IOException {
        Path file = directory.resolve("wide.slow5");
        Files.writeString(
                file,
                "#slow5_version\t0.2.0\n#num_read_groups\t1\n@a" + "\t.".repeat(10_000) + "\n" + Slow5Files.TYPES + "\n"
                        + Slow5Files.NAMES + "\n");
        FormatOptions few =
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxHeaderBytes(50_000));
        assertSays(refusal(file, few), "values", "the limit");
    }

    @Test
    void optionsThatAreNoneAreNamed() throws IOException {
        Path file = Slow5Files.text(directory, AUX, GOOD);
        for (String option : List.of("channel=roman", "duplicate-ids=no", "speed=11")) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class, () -> Slow5Files.read(file, Slow5Files.options(option)));
            assertSays(e.getMessage(), option.substring(0, option.indexOf('=')));
        }
    }
}
