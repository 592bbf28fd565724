package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.Handle;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files of far more values than there is memory, in a process of its own, against a plain loop. */
class StatsOutOfCoreTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("raw_signal", ValueType.I16)
            .build();
    private static final int CHANNELS = 12;

    @TempDir
    Path folder;

    @Test
    void halfAGibibyteIn64Mebibytes() throws Exception {
        check(1L << 29, "64m");
    }

    @Test
    @Tag("long")
    void eightGibibytesIn256Mebibytes() throws Exception {
        check(8L << 30, "256m");
    }

    private void check(long bytes, String heap) throws Exception {
        Path file = folder.resolve("reads.sz");
        write(file, bytes / Short.BYTES);
        JsonValue.Obj expected = plainLoop(file);
        JsonValue.Obj stats = Sz.parse(stats(heap, file, "--json", "-i", "raw_signal"));
        JsonValue.Obj signal =
                (JsonValue.Obj) ((JsonValue.Array) stats.get("fields")).items().get(0);
        for (String name : List.of("count", "missing", "min", "max", "mean", "stddev", "arrays")) {
            assertEquals(expected.get(name), signal.get(name), name);
        }
        assertEquals(expected.get("median"), ((JsonValue.Obj) signal.get("quantiles")).get("0.5"));
        assertTrue(Long.parseLong(((JsonValue.Num) signal.get("count")).text()) * Short.BYTES >= bytes);

        JsonValue.Obj groups = Sz.parse(stats(heap, file, "--json", "-i", "raw_signal", "--by", "channel"));
        assertEquals(CHANNELS, ((JsonValue.Array) groups.get("groups")).items().size());
    }

    private String stats(String heap, Path file, String... args) throws Exception {
        Path out = folder.resolve("stats.json");
        Path err = folder.resolve("stats.err");
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "stats",
                file.toString());
        child.command().addAll(List.of(args));
        child.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
        int code = child.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertEquals("", Files.readString(err, StandardCharsets.UTF_8));
        assertEquals(0, code);
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Reads of a walk at random, each another part of it at another level. */
    private static void write(Path file, long samples) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        short[] walk = new short[1 << 20];
        int level = 500;
        for (int i = 0; i < walk.length; i++) {
            level = i % 9 == 0 ? 300 + random.nextInt(400) : level;
            walk[i] = (short) (level + random.nextInt(24));
        }
        try (CompressedFile.Writer writer = CompressedFile.create(file, SCHEMA)) {
            long left = samples;
            for (int read = 0; left > 0; read++) {
                short[] signal = new short[60_000 + random.nextInt(60_000)];
                int from = random.nextInt(walk.length - signal.length);
                int shift = random.nextInt(-100, 100);
                for (int i = 0; i < signal.length; i++) {
                    signal[i] = (short) (walk[from + i] + shift);
                }
                writer.put(Record.builder(SCHEMA)
                        .set("read_id", "read-" + read)
                        .set("channel", read % CHANNELS)
                        .set("raw_signal", signal)
                        .build());
                left -= signal.length;
            }
        }
    }

    private static JsonValue.Obj plainLoop(Path file) throws Exception {
        long count = 0;
        long sum = 0;
        long squares = 0;
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        long reads = 0;
        long[] occurring = new long[1 << 16];
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            Handle<short[]> rawSignal = reader.schema().shorts("raw_signal");
            try (Stream<Record> records = reader.parallel(2).stream()) {
                for (Iterator<Record> each = records.iterator(); each.hasNext(); reads++) {
                    for (short value : each.next().get(rawSignal)) {
                        count++;
                        sum += value;
                        squares += (long) value * value;
                        min = Math.min(min, value);
                        max = Math.max(max, value);
                        occurring[value + 0x8000]++;
                    }
                }
            }
        }
        int median = -0x8000;
        for (long before = occurring[0]; before < (count + 1) / 2; before += occurring[median + 0x8000]) {
            median++;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal variance = n.multiply(BigDecimal.valueOf(squares))
                .subtract(BigDecimal.valueOf(sum).pow(2))
                .divide(n.multiply(n.subtract(BigDecimal.ONE)), new MathContext(50));
        return JsonValue.of(Map.of(
                "count", JsonValue.of(count),
                "missing", JsonValue.of(0),
                "min", JsonValue.of(min),
                "max", JsonValue.of(max),
                "mean", JsonValue.of((double) sum / count),
                "stddev", JsonValue.of(Math.sqrt(variance.doubleValue())),
                "arrays", JsonValue.of(reads),
                "median", JsonValue.of((double) median)));
    }
}
