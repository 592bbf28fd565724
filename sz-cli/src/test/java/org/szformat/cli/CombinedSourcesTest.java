package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.concurrent.CompressedFile;
import org.szformat.record.Record;
import org.szformat.virtual.VirtualFile;

/** Members of other formats, and of archives, have the records that they have by themselves. */
class CombinedSourcesTest {
    @TempDir
    Path folder;

    private static final int READS = 60;

    /** Reads that BLOW5 and POD5 can hold. */
    private Path reads() {
        Path jsonl = folder.resolve("reads.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < READS; i++) {
            StringBuilder signal = new StringBuilder("500");
            for (int at = 0; at < 50 + i; at++) {
                signal.append(", ").append(400 + (at * 37 + i * 11) % 300);
            }
            lines.append(String.format(
                    "{\"read_id\": \"%08x-0000-4000-8000-000000000000\", \"digitisation\": 8192.0, "
                            + "\"offset\": %d.5, \"range\": 1400.5, \"sampling_rate\": 4000.0, \"raw_signal\": [%s]}%n",
                    i * 7919, i % 9, signal));
        }
        try {
            Files.writeString(jsonl, lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return jsonl;
    }

    private static List<Record> records(Path sz) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(sz)) {
            return reader.stream().toList();
        }
    }

    private static void assertHolds(Path manifest, List<Record> expected) throws Exception {
        assertEquals(expected, records(manifest));
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            for (int row = 0; row < expected.size(); row++) {
                assertEquals(expected.get(row), reader.get(row));
                assertEquals(
                        expected.get(row).getShorts("raw_signal").length,
                        reader.select(List.of("raw_signal")).get(row).getShorts("raw_signal").length);
            }
            for (int row = 0; row < READS; row += 5) {
                assertTrue(reader.getAll(expected.get(row).key()).contains(expected.get(row)));
            }
            assertEquals(
                    expected, reader.get(LongStream.range(0, expected.size()).toArray()));
            short[] signal = expected.get(3).getShorts("raw_signal");
            assertEquals(Arrays.toString(Arrays.copyOfRange(signal, 5, 20)), Arrays.toString((short[])
                    reader.file().readRange(3, reader.schema().field("raw_signal"), 5, 20)));
        }
    }

    @ParameterizedTest
    @CsvSource({"blow5", "slow5", "pod5"})
    void filesOfOtherFormatsAreMembersAsTheyAre(String format) throws Exception {
        Path foreign = folder.resolve("reads." + format);
        Sz.Result converted = Sz.run("convert", reads(), foreign);
        assertEquals(Main.OK, converted.exitCode(), converted::toString);
        Path copy = folder.resolve("copy.sz");
        Sz.run("convert", foreign, copy).done();
        Path manifest = folder.resolve("all.szv");
        Sz.run("combine", foreign, copy, "-o", manifest).done();
        List<Record> expected = new ArrayList<>(records(copy));
        expected.addAll(records(copy));
        assertHolds(manifest, expected);
        Path nested = folder.resolve("nested.szv");
        Sz.run("combine", manifest, "-o", nested).done();
        Sz.run("combine", "--append", nested, foreign).done();
        expected.addAll(records(copy));
        assertHolds(nested, expected);
        Sz.run("verify", nested).done();
        Path plain = folder.resolve("plain.szv");
        Sz.run("combine", copy, "-o", plain).done();
        Sz.run("combine", "--append", plain, foreign).failed("without members of other formats");

        byte[] bytes = Files.readAllBytes(foreign);
        Files.write(foreign, Arrays.copyOf(bytes, bytes.length - 1));
        Sz.run("get", manifest, expected.get(0).key()).failed("member 0, reads." + format);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(expected.get(READS), reader.get(READS));
        }
    }

    @Test
    void membersOfArchivesAreReadInPlace() throws Exception {
        Path a = Containers.write(folder.resolve("a.sz"));
        Path b = folder.resolve("b.sz");
        Sz.run("convert", a, b, "--layout", "directory").done();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("readme.txt", "hello".getBytes(StandardCharsets.UTF_8));
        files.put("run/a.sz", Files.readAllBytes(a));
        files.put("run/b.sz/index", Files.readAllBytes(b.resolve("index")));
        files.put("run/b.sz/dat", Files.readAllBytes(b.resolve("dat")));
        Path tar = Packed.tar(folder.resolve("run.tar"), files);
        Path zip = Packed.zip(folder.resolve("run.zip"), files, ZipEntry.STORED);
        List<Record> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            expected.addAll(records(a));
        }
        Path manifest = folder.resolve("all.szv");
        Sz.run("combine", tar, zip, "-o", manifest).done();
        assertEquals(expected, records(manifest));
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(
                    "run.tar!/run/b.sz", ((VirtualFile) reader.file()).member(1).location());
        }
        Sz.run("verify", manifest).done();
        Files.createDirectory(folder.resolve("archives"));
        Files.move(tar, folder.resolve("archives/run.tar"));
        Sz.run("view", manifest).failed("member 0, run.tar!/run/a.sz", "no such file");
        Sz.run("combine", "--relocate", "run.tar=" + folder.resolve("archives/run.tar"), manifest)
                .done();
        assertEquals(expected, records(manifest));
        Sz.run(
                        "combine",
                        Packed.zip(folder.resolve("packed.zip"), files, ZipEntry.DEFLATED),
                        "-o",
                        folder.resolve("no.szv"))
                .failed("member run/a.sz", "compressed", "zip -0");
        Sz.run(
                        "combine",
                        Packed.tar(folder.resolve("run.tar"), Map.of("readme.txt", new byte[3])),
                        "-o",
                        folder.resolve("no.szv"))
                .failed("no file of records");
    }
}
