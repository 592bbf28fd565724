package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.Locations;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.concurrent.ChunkRef;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** SZ files of a web server are the originals, in few requests. */
@Timeout(120)
class SzOverHttpTest extends Served {
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.I32)
            .dataset("raw_signal", ValueType.I16)
            .build();

    /** Reads of so many samples that take about a byte each, as raw signals do. */
    static List<Record> reads(int count, int samples) {
        SplittableRandom random = new SplittableRandom(count);
        List<Record> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] signal = new short[samples];
            int level = 500;
            for (int k = 0; k < samples; k++) {
                level = random.nextInt(12) == 0 ? 300 + random.nextInt(400) : level;
                signal[k] = (short) (level + random.nextInt(32));
            }
            reads.add(Record.builder(SCHEMA)
                    .set("read_id", String.format("%08x-%04x", random.nextInt(), i))
                    .set("channel", i % 512)
                    .set("raw_signal", signal)
                    .build());
        }
        return reads;
    }

    private Path serve(String name, Layout layout, List<Record> reads) throws Exception {
        Path local = temp.resolve(name);
        try (CompressedFile.Writer writer =
                CompressedFile.create(local, SCHEMA, WriterOptions.defaults().withLayout(layout))) {
            writer.putChunk(reads);
        }
        if (layout == Layout.CONTAINER) {
            return server.put(name, Files.readAllBytes(local));
        }
        server.put(name + "/index", Files.readAllBytes(local.resolve("index")));
        server.put(name + "/dat", Files.readAllBytes(local.resolve("dat")));
        return Locations.of(server.url(name));
    }

    @Test
    void fewRequestsForReadsOf90000Samples() throws Exception {
        List<Record> reads = reads(80, 90_000);
        Path path = serve("large.sz", Layout.CONTAINER, reads);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(server.requests().size() <= 2, server.requests()::toString);
            assertEquals(reads.get(60), reader.get(reads.get(60).key()).orElseThrow());
            assertTrue(server.requests().size() <= 5, server.requests()::toString);
            assertTrue(server.sent() < 1 << 20, server.sent() + " bytes");
            for (int number : new int[] {3, 35, 79}) {
                server.reset();
                Record read = reads.get(number);
                assertEquals(read, reader.get(read.key()).orElseThrow());
                assertTrue(server.requests().size() <= 3, server.requests()::toString);
                assertTrue(server.sent() < 1 << 20, server.sent() + " bytes");
            }
        }
    }

    @Test
    void fewRequestsAmongManyReads() throws Exception {
        List<Record> reads = reads(120_000, 40);
        Path path = serve("many.sz", Layout.CONTAINER, reads);
        Random random = new Random(4);
        for (int i = 0; i < 10; i++) {
            OPTIONS.apply(); // which forgets all there is
            server.reset();
            Record read = reads.get(random.nextInt(reads.size()));
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                assertTrue(server.requests().size() <= 2, server.requests()::toString);
                assertEquals(read, reader.get(read.key()).orElseThrow());
                assertTrue(server.requests().size() <= 5, server.requests()::toString);
                server.reset();
                Record other = reads.get(random.nextInt(reads.size()));
                assertEquals(other, reader.get(other.key()).orElseThrow());
                assertTrue(server.requests().size() <= 3, server.requests()::toString);
            }
        }
    }

    /** How a server treats its requests. */
    enum Mood {
        WELL,
        FAILING,
        CUTTING
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void everyRecordEqualsTheOriginal(Mood mood) throws Exception {
        Map<Layout, List<Record>> originals = new HashMap<>();
        for (Layout layout : List.of(Layout.CONTAINER, Layout.DIRECTORY)) {
            List<Record> reads = reads(layout == Layout.CONTAINER ? 400 : 300, 3000);
            originals.put(layout, reads);
            serve("" + layout, layout, reads);
        }
        OPTIONS.withMemoryBytes(300_000).apply();
        server.setFault(request -> {
            if (mood == Mood.WELL || request.number() % 4 != 0) {
                return false;
            }
            if (mood == Mood.FAILING) {
                request.status(503);
            } else {
                server.send(request, request.from() + (request.to() - request.from()) / 3);
            }
            return true;
        });
        for (Map.Entry<Layout, List<Record>> original : originals.entrySet()) {
            Path path = Locations.of(server.url("" + original.getKey()));
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                List<Record> found = Collections.synchronizedList(new ArrayList<>());
                reader.parallel(2).forEach(found::add);
                Map<String, Record> byId = new HashMap<>();
                found.forEach(read -> byId.put(read.key(), read));
                assertEquals(original.getValue().size(), found.size());
                for (Record read : original.getValue()) {
                    assertEquals(read, byId.get(read.key()));
                }
                assertByManyThreads(reader, original.getValue());
                List<Record> chunk =
                        ChunkRef.fromJson(reader.chunks().get(0).toJson()).read();
                assertEquals(original.getValue().subList(0, chunk.size()), chunk);
            }
        }
    }

    private static void assertByManyThreads(CompressedFile.Reader reader, List<Record> reads) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Record>> found = new ArrayList<>();
            for (Record read : reads) {
                found.add(threads.submit(() -> reader.get(read.key()).orElseThrow()));
            }
            for (int i = 0; i < reads.size(); i++) {
                assertEquals(reads.get(i), found.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void archivesOnAServer() throws Exception {
        List<Record> reads = reads(50, 500);
        serve("reads.sz", Layout.CONTAINER, reads);
        Path tar = temp.resolve("run.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (String name : List.of("readme", "reads.sz")) {
                byte[] content = name.equals("readme")
                        ? "text".getBytes(StandardCharsets.UTF_8)
                        : Files.readAllBytes(temp.resolve(name));
                TarArchiveEntry entry = new TarArchiveEntry("a/" + name);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        Path archive = server.put("run.tar", Files.readAllBytes(tar));
        Path member = Locations.of(server.url("run.tar!/a/reads.sz"));
        assertEquals(member, Archives.root(archive).resolve("a/reads.sz"));
        try (CompressedFile.Reader reader = CompressedFile.open(member)) {
            assertEquals(reads.get(17), reader.get(17));
        }
    }

    @Test
    void whatIsNoSzFile() {
        server.put("text", "no SZ file, but long enough to look at".getBytes(StandardCharsets.UTF_8));
        assertThrows(SzFormatException.class, () -> CompressedFile.open(Locations.of(server.url("text"))));
    }

    @Test
    void nothingIsWrittenThere() {
        Path path = Locations.of(server.url("new.sz"));
        IOException refused = assertThrows(IOException.class, () -> CompressedFile.create(path, SCHEMA));
        assertTrue(refused.getMessage().contains("only be read"), refused.getMessage());
    }
}
