package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.layout.RecordFile;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A column as one array: what joining the records' arrays gives, wherever one looks. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlatColumnTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("median", ValueType.F32)
            .dataset("signal", ValueType.I16)
            .dataset("times", ValueType.U32)
            .dataset("scores", ValueType.F64)
            .dataset("exact", ValueType.F128)
            .dataset("fastq", ValueType.S)
            .build();

    @TempDir
    Path temp;

    private static List<Record> records(long seed, int count, Layout layout) {
        Random random = new Random(seed);
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int length = random.nextInt(12) == 0 ? 8_000 + random.nextInt(300_000) : random.nextInt(60);
            short[] signal = new short[random.nextInt(5) == 0 ? 0 : length];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = (short) (number * 37 + i);
            }
            RecordBuilder record = Record.builder(SCHEMA)
                    .set("id", "id-" + number)
                    .set("channel", number % 500)
                    .set("median", number / 4f)
                    .set("signal", signal)
                    .set("times", random.ints(random.nextInt(9)).toArray())
                    .set("scores", random.doubles(random.nextInt(9)).toArray())
                    .setStored(
                            SCHEMA.field("exact"),
                            Float80Array.ofDoubles(random.doubles(number % 3).toArray()))
                    .set("fastq", "ACGT".repeat(number % 4));
            if (layout == Layout.CONTAINER && random.nextInt(7) == 0) {
                for (String name : List.of("channel", "median", "signal", "exact", "fastq")) {
                    record.setMissing(SCHEMA.field(name));
                }
            }
            records.add(record.build());
        }
        return records;
    }

    /** All of a column of shorts, by joining. */
    private static short[] joined(List<Record> records) {
        int length = 0;
        for (Record record : records) {
            length += record.isMissing("signal") ? 0 : record.getShorts("signal").length;
        }
        short[] all = new short[length];
        int at = 0;
        for (Record record : records) {
            if (!record.isMissing("signal")) {
                short[] signal = record.getShorts("signal");
                System.arraycopy(signal, 0, all, at, signal.length);
                at += signal.length;
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void rangesOfADataset(Layout layout) throws Exception {
        List<Record> records = records(21, 400, layout);
        Path path = temp.resolve("reads");
        Written.write(path, layout, records, 37);
        short[] all = joined(records);
        Random random = new Random(22);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            FlatColumn signal = reader.column("signal");
            assertEquals(all.length, signal.length());
            assertEquals(400, signal.rows());
            assertArrayEquals(all, (short[]) signal.read(0, all.length));
            for (int i = 0; i < 300; i++) {
                int from = random.nextInt(all.length + 1);
                int to = Math.min(all.length, from + random.nextInt(i % 3 == 0 ? all.length : 500));
                assertArrayEquals(Arrays.copyOfRange(all, from, to), (short[]) signal.read(from, to), from + "-" + to);
            }
            long offset = 0;
            for (int row = 0; row < 400; row++) {
                boolean missing = records.get(row).isMissing("signal");
                int length = missing ? 0 : records.get(row).getShorts("signal").length;
                assertEquals(offset, signal.offset(row));
                assertEquals(length, signal.length(row));
                assertEquals(missing, signal.isMissing(row));
                if (length > 0) {
                    assertEquals(row, signal.row(offset));
                    assertEquals(row, signal.row(offset + length - 1));
                    assertArrayEquals(
                            records.get(row).getShorts("signal"), (short[]) signal.read(offset, offset + length));
                }
                offset += length;
            }
            assertEquals(offset, signal.offset(400));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void otherTypes(Layout layout) throws Exception {
        List<Record> records = records(23, 200, layout);
        Path path = temp.resolve("reads");
        Written.write(path, layout, records, 70);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            int[] times = records.stream()
                    .flatMapToInt(record -> Arrays.stream(record.getInts("times")))
                    .toArray();
            FlatColumn column = reader.column("times");
            assertEquals(times.length, column.length());
            assertArrayEquals(Arrays.copyOfRange(times, 5, 600), (int[]) column.read(5, 600));
            double[] scores = records.stream()
                    .flatMapToDouble(record -> Arrays.stream(record.getDoubles("scores")))
                    .toArray();
            assertArrayEquals(Arrays.copyOfRange(scores, 1, 500), (double[])
                    reader.column("scores").read(1, 500));
            Float80[] exact = records.stream()
                    .filter(record -> !record.isMissing("exact"))
                    .map(record -> record.getFloat80s("exact"))
                    .flatMap(some -> IntStream.range(0, some.length()).mapToObj(some::get))
                    .toArray(Float80[]::new);
            assertEquals(
                    Float80Array.of(exact).slice(3, 90), reader.column("exact").read(3, 90));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void oneValueARow(Layout layout) throws Exception {
        List<Record> records = records(24, 300, layout);
        Path path = temp.resolve("reads");
        Written.write(path, layout, records, 70);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            for (int[] range : new int[][] {{0, 300}, {3, 9}, {60, 150}, {70, 140}, {299, 300}, {8, 8}}) {
                int from = range[0];
                int to = range[1];
                short[] channel = (short[]) reader.column("channel").read(from, to);
                float[] median = (float[]) reader.column("median").read(from, to);
                String[] ids = (String[]) reader.column("id").read(from, to);
                String[] fastq = (String[]) reader.column("fastq").read(from, to);
                assertEquals(to - from, channel.length);
                for (int row = from; row < to; row++) {
                    Record record = records.get(row);
                    boolean missing = record.isMissing("channel");
                    assertEquals(missing ? 0 : record.getInteger("channel"), channel[row - from]);
                    assertEquals(missing ? Float.NaN : row / 4f, median[row - from]);
                    assertEquals("id-" + row, ids[row - from]);
                    assertEquals(missing ? null : "ACGT".repeat(row % 4), fastq[row - from]);
                    assertEquals(missing, reader.column("channel").isMissing(row));
                }
            }
            FlatColumn channel = reader.column("channel");
            assertEquals(300, channel.length());
            assertEquals(17, channel.offset(17));
            assertEquals(300, channel.offset(300));
            assertEquals(17, channel.row(17));
            assertEquals(1, channel.length(17));
        }
    }

    /** What a file is asked, for whom it matters how much is read. */
    private static RecordFile watched(RecordFile file, List<String> asked) {
        return (RecordFile) Proxy.newProxyInstance(
                RecordFile.class.getClassLoader(), new Class<?>[] {RecordFile.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    try {
                        return method.invoke(file, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void noMoreIsReadThanNecessary() throws Exception {
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            records.add(Reads.read(0, number, 50_000));
        }
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, records, 10);
        List<String> asked = new CopyOnWriteArrayList<>();
        try (CompressedFile.Reader reader =
                SharedReader.of(watched(CompressedFile.open(path).file(), asked))) {
            FlatColumn signal = reader.column("raw_signal");
            assertFalse(asked.contains("valueCount"));
            assertEquals(40 * 50_000, signal.length());
            assertEquals(4, asked.stream().filter("valueCount"::equals).count());
            asked.clear();

            assertEquals(100, ((short[]) signal.read(520_000, 520_100)).length);
            assertEquals(List.of("lengths", "readRange"), asked);
            asked.clear();
            signal.read(530_000, 540_000);
            assertEquals(List.of("readRange"), asked);
            asked.clear();
            // The end of a row and a whole one, a whole chunk, a whole row and the beginning of one.
            signal.read(940_000, 1_570_000);
            assertEquals(List.of("readRange", "read", "readBatch", "lengths", "read", "readRange"), asked);
            asked.clear();
            signal.length();
            signal.offset(7);
            signal.read(3, 3);
            assertTrue(asked.stream().allMatch("lengths"::equals), asked.toString());
        }
    }

    @Test
    void outOfRange() throws Exception {
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, Written.reads(10, 100), 5);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            FlatColumn signal = reader.column("raw_signal");
            long length = signal.length();
            assertThrows(IndexOutOfBoundsException.class, () -> signal.read(-1, 3));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.read(3, length + 1));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.read(3, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.offset(11));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.length(10));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.isMissing(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.row(length));
            assertThrows(IllegalArgumentException.class, () -> reader.column("none"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> reader.select(List.of("number")).column("raw_signal"));
        }
    }

    @Test
    void itStaysWhatItWas() throws Exception {
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, Written.reads(10, 100), 5);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            FlatColumn before = reader.column("number");
            try (CompressedFile.Writer writer = CompressedFile.append(path)) {
                writer.put(Reads.read(0, 10, 3));
            }
            assertTrue(reader.refresh());
            assertEquals(10, before.length());
            assertEquals(11, reader.column("number").length());
        }
    }
}
