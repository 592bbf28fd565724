package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.Locations;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;
import org.szformat.virtual.Virtual;
import org.szformat.virtual.VirtualFile;

/** Manifests and members of a web server give the records that the members were made of, in few requests. */
@Timeout(120)
class VirtualOverHttpTest extends Served {
    private static final int MEBIBYTE = 1 << 20;

    private Path write(String name, Layout layout, List<Record> reads) throws Exception {
        Path local = temp.resolve(name);
        Files.createDirectories(local.getParent());
        try (CompressedFile.Writer writer = CompressedFile.create(
                local, SzOverHttpTest.SCHEMA, WriterOptions.defaults().withLayout(layout))) {
            writer.putChunk(reads);
        }
        return local;
    }

    /** Puts all that was written on the server, under the names that it has here. */
    private void serveAll() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put(temp.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    /** Reads of a member, whose IDs no other member has. */
    private static List<Record> reads(int member, int count, int samples) {
        List<Record> reads = new ArrayList<>();
        for (Record read : SzOverHttpTest.reads(count, samples)) {
            reads.add(Record.builder(SzOverHttpTest.SCHEMA)
                    .set("read_id", member + "-" + read.key())
                    .set("channel", member)
                    .set("raw_signal", (short[]) read.stored(read.schema().field("raw_signal")))
                    .build());
        }
        return reads;
    }

    /** Where manifest and members lie. */
    private enum Place {
        /** All on the server, the members named relative to the manifest. */
        BESIDE,
        /** A local manifest of URLs. */
        URLS
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void fewRequests(Place place) throws Exception {
        List<List<Record>> members = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int member = 0; member < 250; member++) {
            int count = member < 3 ? 30 : member < 6 ? 25_000 : 5;
            members.add(reads(member, count, member < 3 ? 90_000 : 8));
            files.add(write("run/part" + member + ".sz", Layout.CONTAINER, members.get(member)));
        }
        int[] some = {0, 3, 1, 4, 249, 2, 5, 100};
        Path manifest = temp.resolve("all/run.szv");
        Files.createDirectories(manifest.getParent());
        if (place == Place.BESIDE) {
            Virtual.combine(files).to(manifest, OnExisting.REFUSE);
            serveAll();
            manifest = Locations.of(server.url("all/run.szv"));
        } else {
            serveAll();
            List<Path> urls = files.stream()
                    .map(file -> Locations.of(server.url(temp.relativize(file).toString())))
                    .toList();
            Virtual.combine(urls).to(manifest, OnExisting.REFUSE);
        }
        OPTIONS.apply(); // which forgets all there is
        server.reset();
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertRequests(2);
            for (int member : some) {
                List<Record> reads = members.get(member);
                assertRead(reader, reads.get(reads.size() / 2), 5);
                for (int read : new int[] {0, reads.size() / 3, reads.size() - 1}) {
                    assertRead(reader, reads.get(read), 3);
                }
            }
        }
        // Each time as the first read of all.
        for (int member : some) {
            OPTIONS.apply();
            try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
                assertRead(reader, members.get(member).get(3), 5);
            }
        }
    }

    private void assertRead(CompressedFile.Reader reader, Record expected, int requests) throws IOException {
        server.reset();
        assertEquals(expected, reader.get(expected.key()).orElseThrow());
        assertRequests(requests);
        assertTrue(server.sent() < MEBIBYTE, server.sent() + " bytes");
    }

    private void assertRequests(int most) {
        assertTrue(server.requests().size() <= most, server.requests()::toString);
    }

    /** How a server treats its requests. */
    private enum Mood {
        WELL,
        FAILING,
        CUTTING,
        SLOW
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void everyRecordEqualsTheOriginal(Mood mood) throws Exception {
        List<Record> all = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int member = 0; member < 4; member++) {
            List<Record> reads = reads(member, 100 + member, 2000);
            Layout layout = member == 2 ? Layout.DIRECTORY : Layout.CONTAINER;
            files.add(write("part" + member + ".sz", layout, reads));
            all.addAll(reads);
        }
        Virtual.combine(files).to(temp.resolve("run.szv"), OnExisting.REFUSE);
        serveAll();
        OPTIONS.withMemoryBytes(300_000).apply();
        server.setFault(request -> {
            if (mood == Mood.WELL || request.number() % 4 != 0) {
                return false;
            }
            int from = request.from();
            switch (mood) {
                case FAILING -> request.status(500);
                case CUTTING -> server.send(request, from + (request.to() - from) / 3);
                default -> trickle(request);
            }
            return true;
        });
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(server.url("run.szv")))) {
            List<Record> found = Collections.synchronizedList(new ArrayList<>());
            reader.parallel(2).forEach(found::add);
            assertEquals(all.size(), found.size());
            Map<String, Record> byId = new HashMap<>();
            found.forEach(read -> byId.put(read.key(), read));
            for (Record read : all) {
                assertEquals(read, byId.get(read.key()));
                assertEquals(read, reader.get(read.key()).orElseThrow());
            }
        }
    }

    /** Sends what was asked for in pieces, each on its own. */
    private static void trickle(RangeServer.Request request) throws IOException {
        request.contentRange(request.from(), request.to());
        request.exchange().sendResponseHeaders(206, request.to() - request.from());
        for (int at = request.from(); at < request.to(); at += 10_000) {
            request.exchange().getResponseBody().write(request.file(), at, Math.min(10_000, request.to() - at));
            request.exchange().getResponseBody().flush();
            Thread.yield();
        }
    }

    @Test
    void aMemberThatIsMissingOrChangedIsNamed() throws Exception {
        List<List<Record>> members = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int member = 0; member < 4; member++) {
            members.add(reads(member, 80, 3000));
            files.add(write("part" + member + ".sz", Layout.CONTAINER, members.get(member)));
        }
        Virtual.combine(files).to(temp.resolve("run.szv"), OnExisting.REFUSE);
        Files.delete(files.get(1));
        serveAll();
        server.put("part2.sz", Files.readAllBytes(write("other/part2.sz", Layout.CONTAINER, reads(2, 80, 3001))));
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(server.url("run.szv")))) {
            assertFault(reader, members.get(1).get(0), "run.szv", "part1.sz", "no such file");
            assertFault(reader, members.get(2).get(0), "run.szv", "part2.sz", "changed since");
            assertEquals(
                    members.get(3).get(7),
                    reader.get(members.get(3).get(7).key()).orElseThrow());
            assertEquals(4, ((VirtualFile) reader.file()).memberCount());
        }
    }

    @Test
    void aMemberThatChangesWhileItIsReadIsNamed() throws Exception {
        List<Record> reads = reads(0, 200, 20_000);
        Path file = write("part0.sz", Layout.CONTAINER, reads);
        Virtual.combine(List.of(file)).to(temp.resolve("run.szv"), OnExisting.REFUSE);
        serveAll();
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(server.url("run.szv")))) {
            assertEquals(reads.get(0), reader.get(reads.get(0).key()).orElseThrow());
            byte[] other = Files.readAllBytes(file);
            other[other.length / 2] ^= 1;
            server.put("part0.sz", other);
            assertFault(reader, reads.get(120), "run.szv", "part0.sz", "changed on the server while being read");
        }
    }

    private static void assertFault(CompressedFile.Reader reader, Record read, String... texts) {
        Exception fault = assertThrows(Exception.class, () -> reader.get(read.key()));
        assertTrue(fault instanceof IOException || fault instanceof UncheckedIOException, fault::toString);
        for (String text : texts) {
            assertTrue(fault.getMessage().contains(text), fault.getMessage());
        }
    }
}
