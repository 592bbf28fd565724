package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
        Path tar = tar(files);
        Path zip = zip(files, ZipEntry.STORED);
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
        Sz.run("combine", zip(files, ZipEntry.DEFLATED), "-o", folder.resolve("no.szv"))
                .failed("member run/a.sz", "compressed", "zip -0");
        Sz.run("combine", tar(Map.of("readme.txt", new byte[3])), "-o", folder.resolve("no.szv"))
                .failed("no file of records");
    }

    private Path tar(Map<String, byte[]> files) throws IOException {
        Path tar = folder.resolve("run.tar");
        try (OutputStream out = Files.newOutputStream(tar)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] header = new byte[512];
                put(header, 0, file.getKey());
                put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
                put(header, 124, String.format("%011o\0%011o\0        0", file.getValue().length, 0));
                put(header, 257, "ustar\00000");
                int sum = 0;
                for (byte b : header) {
                    sum += b & 0xFF;
                }
                put(header, 148, String.format("%06o\0 ", sum));
                out.write(header);
                out.write(Arrays.copyOf(file.getValue(), (file.getValue().length + 511) / 512 * 512));
            }
            out.write(new byte[1024]);
        }
        return tar;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private Path zip(Map<String, byte[]> files, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setCrc(crc.getValue());
                    entry.setSize(file.getValue().length);
                }
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return Files.write(folder.resolve(method == ZipEntry.STORED ? "run.zip" : "packed.zip"), bytes.toByteArray());
    }
}
