package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files of several parts, encoded and decoded by several threads at once. */
class ManyRecordsTest {
    private static final long SEED = 20261123;
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    private static List<Record> records(Schema schema) {
        Random random = new Random(SEED);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            // One record is larger than a part.
            short[] signal = new short[i == 77 ? 3_000_000 : random.nextInt(20_000)];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) (500 + random.nextGaussian() * 40);
            }
            records.add(Record.builder(schema)
                    .set("read_id", "read-" + i)
                    .set("digitisation", 8192.0)
                    .set("offset", random.nextDouble())
                    .set("range", 1467.61)
                    .set("sampling_rate", 4000.0)
                    .set("raw_signal", signal)
                    .build());
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"blow5", "slow5"})
    void threadsEncodeAndDecodeAtOnce(String name) throws IOException, InterruptedException, ExecutionException {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("digitisation", ValueType.F64)
                .attribute("offset", ValueType.F64)
                .attribute("range", ValueType.F64)
                .attribute("sampling_rate", ValueType.F64)
                .dataset("raw_signal", ValueType.I16)
                .build();
        List<Record> records = records(schema);
        Path file = directory.resolve("many." + name);
        RecordFormat format = RecordFormats.named(name).orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            try (RecordSink sink = format.create(file, schema, Header.empty(), FormatOptions.defaults())) {
                List<Future<RecordSink.Encoded>> encoded = new ArrayList<>();
                for (int i = 0; i < records.size(); i += 20) {
                    List<Record> some = records.subList(i, i + 20);
                    encoded.add(threads.submit(() -> sink.encode(some)));
                }
                for (Future<RecordSink.Encoded> future : encoded) {
                    assertTrue(future.get().footprint() > 0);
                    sink.append(future.get());
                }
                sink.finish();
            }
            List<Record> back = new ArrayList<>();
            int parts = 0;
            try (RecordSource source = format.open(file, FormatOptions.defaults())) {
                List<Future<List<Record>>> decoded = new ArrayList<>();
                for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                    RecordSource.Part one = part;
                    decoded.add(threads.submit(one::decode));
                    parts++;
                }
                for (Future<List<Record>> future : decoded) {
                    back.addAll(future.get());
                }
            }
            assertTrue(parts > 3, parts + " parts");
            assertEquals(records.size(), back.size());
            for (int i = 0; i < records.size(); i++) {
                assertEquals(records.get(i).key(), back.get(i).key());
                assertEquals(records.get(i).getReal("offset"), back.get(i).getReal("offset"));
                assertTrue(
                        java.util.Arrays.equals(
                                records.get(i).getShorts("raw_signal"),
                                back.get(i).getShorts("raw_signal")),
                        "signal " + i + ", seed " + SEED);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void idsAreFoundAgainAmongMany() {
        IdSet ids = new IdSet();
        for (int i = 0; i < 200_000; i++) {
            assertTrue(ids.add("read-" + i));
        }
        for (int i = 0; i < 200_000; i += 1000) {
            assertFalse(ids.add("read-" + i));
        }
        assertTrue(ids.add(""));
        assertFalse(ids.add(""));
        assertFalse(ids.isFull());
    }
}
