package org.szformat.interop.fast5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSource;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

class Fast5FormatTest {
    private static final Path REAL = Path.of("../../shared/reads");

    @TempDir
    Path folder;

    /** Reads a file whole. */
    private static List<Record> read(Path path) throws IOException {
        try (RecordSource source = RecordFormats.open(path, FormatOptions.defaults())) {
            return read(source);
        }
    }

    private static List<Record> read(RecordSource source) throws IOException {
        List<Record> records = new ArrayList<>();
        long position = 0;
        for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
            assertTrue(part.position() >= position && part.footprint() > 0);
            position = part.position();
            records.addAll(part.decode());
        }
        assertEquals(source.size().orElseThrow(), records.size());
        return records;
    }

    private static void raw(WritableGroup group, String id, int number, short[] signal) {
        group.putAttribute("read_id", id);
        group.putAttribute("read_number", number);
        group.putAttribute("start_mux", 3);
        group.putAttribute("start_time", 12_345_678_901L);
        group.putAttribute("duration", (long) signal.length);
        group.putAttribute("median_before", 210.25);
        group.putDataset("Signal", signal);
    }

    private static void channel(WritableGroup group) {
        group.putAttribute("channel_number", "307");
        group.putAttribute("digitisation", 8192.0);
        group.putAttribute("offset", 10.0);
        group.putAttribute("range", 1454.103515625);
        group.putAttribute("sampling_rate", 4000.0);
    }

    private static short[] signal(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[] samples = new short[1000 + seed];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt(-300, 900);
        }
        return samples;
    }

    /** A file of the test's resources, which their script made. */
    private static Path made(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fast5FormatTest.class.getResource("/fast5/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The samples that the script gives a read. */
    private static short[] madeSignal(int seed) {
        short[] samples = new short[1000 + seed];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((i * i * (seed + 3) + 7 * i) % 1201 - 300);
        }
        return samples;
    }

    @Test
    void multiRead() throws IOException, JsonSyntaxException {
        try (RecordSource source = RecordFormats.open(made("multi.fast5"), FormatOptions.defaults())) {
            List<Record> records = read(source);
            assertEquals(
                    JsonValue.parseObject(
                            "{'run-0': {'context_tags': {'sample_frequency': '4000'}, 'tracking_id': {'device_id': "
                                    .concat(
                                            "'X0'}}, 'run-1': {'context_tags': {'sample_frequency': '4000'}, 'tracking_id': {'device_id': ")
                                    .concat("'X1'}}}")
                                    .replace('\'', '"')),
                    source.header().get("runs").orElseThrow());
            for (int i = 0; i < 3; i++) {
                Record read = records.get(i);
                assertEquals("id-" + i, read.key());
                assertEquals("run-" + i % 2, read.getText("run_id"));
                assertEquals(307, read.getInteger("channel"));
                assertEquals(3, read.getInteger("well"));
                assertEquals(i, read.getInteger("read_number"));
                assertEquals(12_345_678_901L, read.getInteger("start_sample"));
                assertEquals(210.25, read.getReal("median_before"));
                assertEquals(1454.103515625, read.getReal("range"));
                assertEquals("not_set", read.getText("pore_type"));
                assertEquals("signal_positive", read.getText("end_reason"));
                assertArrayEquals(madeSignal(i), read.getShorts("raw_signal"));
                assertEquals(i != 1, read.isMissing("fastq"));
                assertEquals(i == 0, read.isMissing("move_table"));
            }
            assertEquals("@id-1 call 1\nACGT\n+\n!!!!\n", records.get(1).getText("fastq"));
            assertArrayEquals(new byte[] {1, 0, 1, 1}, records.get(1).getBytes("move_table"));
            assertArrayEquals(new byte[] {1, 0, 2}, records.get(2).getBytes("move_table"));
            assertEquals(5, records.get(1).getInteger("move_table_stride"));
            assertEquals(100, records.get(1).getInteger("first_sample_template"));
            assertEquals(
                    List.of(
                            "of several basecalls only the last is read, Basecall_1D_001",
                            "Analyses/EventDetection_000 is not read"),
                    source.warnings());
        }
    }

    /** What is done to a single-read file before it is written. */
    private interface Change {
        void apply(WritableGroup raw, WritableGroup channel);
    }

    private Path single(String name, Change change) {
        Path path = folder.resolve(name);
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putAttribute("file_version", 0.6);
            WritableGroup raw = file.putGroup("Raw").putGroup("Reads").putGroup("Read_77");
            WritableGroup global = file.putGroup("UniqueGlobalKey");
            WritableGroup channel = global.putGroup("channel_id");
            global.putGroup("tracking_id").putAttribute("run_id", "0cc960b6");
            change.apply(raw, channel);
        }
        return path;
    }

    @Test
    void singleRead() throws IOException {
        Path path = single("single.fast5", (raw, channel) -> {
            raw(raw, "c75c8f96", 77, signal(7));
            channel(channel);
            raw.putAttribute("novelty", 2.5);
        });
        Record read = read(path).get(0);
        assertEquals("c75c8f96", read.key());
        assertEquals("0cc960b6", read.getText("run_id"));
        assertEquals(2.5, read.getReal("novelty"));
        assertArrayEquals(signal(7), read.getShorts("raw_signal"));
    }

    @Test
    void disagreementsAreSaid() throws IOException {
        Path path = single("odd.fast5", (raw, channel) -> {
            raw(raw, "c75c8f96", 77, signal(7));
            raw.putAttribute("duration", 9L);
            raw.putAttribute("table", new int[] {1, 2});
            channel(channel);
        });
        try (RecordSource source = RecordFormats.open(path, FormatOptions.defaults())) {
            assertEquals(1007, read(source).get(0).getShorts("raw_signal").length);
            assertEquals(
                    List.of(
                            "the attribute table is an array of 2 values and is not read",
                            "/Raw/Reads/Read_77: has 1007 samples, though its attribute 'duration' says 9"),
                    source.warnings());
        }
    }

    private void refused(Path path, String... parts) {
        SzFormatException e = assertThrows(SzFormatException.class, () -> read(path));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e::getMessage);
        }
        assertTrue(e.getMessage().startsWith(path.toString()), e::getMessage);
    }

    @Test
    void badFiles() throws IOException {
        refused(
                single("range.fast5", (raw, channel) -> {
                    raw(raw, "a", 1, signal(1));
                    channel(channel);
                    channel.putAttribute("range", new double[] {1, 2});
                }),
                "Read_77",
                "range",
                "an array of 2 values");
        refused(
                single("none.fast5", (raw, channel) -> {
                    raw(raw, "a", 1, signal(1));
                    channel.putAttribute("offset", 1.0);
                }),
                "Read_77",
                "'digitisation'");
        refused(
                single("channel.fast5", (raw, channel) -> {
                    raw(raw, "a", 1, signal(1));
                    channel(channel);
                    channel.putAttribute("channel_number", "seven");
                }),
                "Read_77",
                "channel",
                "'seven'");
        refused(
                single("floats.fast5", (raw, channel) -> {
                    raw(raw, "a", 1, signal(1));
                    channel(channel);
                    raw.putDataset("Signal", new float[] {1});
                }),
                "Read_77",
                "Signal",
                "float[]");
        Path empty = folder.resolve("empty.fast5");
        try (WritableHdfFile file = HdfFile.write(empty)) {
            file.putGroup("Analyses");
        }
        refused(empty, "neither a group 'Raw' nor groups 'read_");
        Path text = Files.writeString(folder.resolve("text.fast5"), "no HDF5");
        refused(text, "HDF5");
    }

    @Test
    void anIdThatIsNotThatOfItsGroup() {
        refused(made("wrong-id.fast5"), "/read_a", "'b'", "'a'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damageCostsOurExceptionOnly(long seed) throws IOException {
        byte[] good = Files.readAllBytes(made("multi.fast5"));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            for (int k = 0; k <= random.nextInt(3); k++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Path path = Files.write(folder.resolve("bad.fast5"), bad);
            int number = i;
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> {
                        try {
                            read(path);
                        } catch (SzFormatException e) {
                            assertFalse(e.getMessage().isEmpty());
                        }
                    },
                    () -> "seed " + seed + ", damage " + number);
        }
        for (int at = 0; at < good.length; at += 397) {
            int length = at;
            byte[] cut = Arrays.copyOf(good, length);
            Path path = Files.write(folder.resolve("cut.fast5"), cut);
            assertThrows(SzFormatException.class, () -> read(path), "length " + length);
        }
    }

    @Test
    void realReads() throws IOException, NoSuchAlgorithmException {
        Assumptions.assumeTrue(Files.isDirectory(REAL));
        Map<String, String> sums = new HashMap<>();
        for (String line : Files.readAllLines(REAL.resolve("signals.tsv"))) {
            String[] words = line.split("\t", -1);
            sums.put(words[0] + ' ' + words[1], words[words.length - 1]);
        }
        int checked = 0;
        for (String name : List.of("vbz.fast5", "single.fast5")) {
            for (Record read : read(REAL.resolve(name))) {
                short[] signal = read.getShorts("raw_signal");
                ByteBuffer bytes = ByteBuffer.allocate(2 * signal.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asShortBuffer().put(signal);
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes.array());
                assertEquals(sums.get(name + ' ' + read.key()), HexFormat.of().formatHex(sum));
                checked++;
            }
        }
        assertEquals(11, checked);
    }
}
