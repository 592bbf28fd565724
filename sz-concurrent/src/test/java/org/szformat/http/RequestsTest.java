package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Locations;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.io.ByteRange;
import org.szformat.io.PositionalFile;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.virtual.Virtual;

/** How often a server is asked does not depend on how many records and chunks there are. */
@Timeout(240)
class RequestsTest extends Served {
    private static final int MEBIBYTE = 1 << 20;
    private static final int OPENING = 2;
    private static final int NOT_OPEN = 5;
    private static final int OPEN = 3;

    private static Record small(String member, int number) {
        return Record.builder(SzOverHttpTest.SCHEMA)
                .set("read_id", id(member, number))
                .set("channel", number % 512)
                .set("raw_signal", new short[] {(short) number, (short) (number >> 16), 3})
                .build();
    }

    private static String id(String member, int number) {
        return member + "-" + number * 0x9E37_79B9L + "-" + number;
    }

    /** Writes small records; of {@code chunkBytes} of values, a chunk. */
    private Path write(String name, int count, long chunkBytes) throws Exception {
        Path path = temp.resolve(name);
        WriterOptions options = WriterOptions.defaults()
                .withWriteOptions(WriteOptions.defaults().withChunkBytes(chunkBytes));
        try (CompressedFile.Writer writer = CompressedFile.create(path, SzOverHttpTest.SCHEMA, options)) {
            List<Record> some = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                some.add(small(name, i));
                if (some.size() == 10_000 || i == count - 1) {
                    writer.putChunk(some);
                    some.clear();
                }
            }
        }
        return path;
    }

    private Path serve(Path file) throws IOException {
        return server.put(temp.relativize(file).toString(), Files.readAllBytes(file));
    }

    /** Reads of the middle, then others, out of a file that was just opened. */
    private void assertFew(Path path, String member, int count, int opening, int first, int others) throws IOException {
        Random random = new Random(count);
        for (int run = 0; run < 4; run++) {
            OPTIONS.apply(); // which forgets all there is
            server.reset();
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                assertRequests(opening);
                assertRead(reader, member, random.nextInt(count), first);
                for (int i = 0; i < 5; i++) {
                    assertRead(reader, member, random.nextInt(count), others);
                }
            }
        }
    }

    private void assertRead(CompressedFile.Reader reader, String member, int number, int most) throws IOException {
        server.reset();
        assertEquals(small(member, number), reader.get(id(member, number)).orElseThrow());
        assertRequests(most);
        assertTrue(server.sent() < MEBIBYTE, () -> server.sent() + " bytes: " + server.requests());
    }

    private void assertRequests(int most) {
        assertTrue(server.requests().size() <= most, server.requests()::toString);
    }

    private void membersOf(int count) throws Exception {
        List<Path> members =
                List.of(write("a.sz", 50, 4 << 20), write("large.sz", count, 4 << 20), write("b.sz", 50, 4 << 20));
        Path manifest = temp.resolve("run.szv");
        Virtual.combine(members).to(manifest, OnExisting.REFUSE);
        for (Path member : members) {
            serve(member);
        }
        assertFew(serve(manifest), "large.sz", count, OPENING, NOT_OPEN, OPEN);
        assertFew(Locations.of(server.url("large.sz")), "large.sz", count, 1, OPEN, OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 9_000, 12_000, 120_000})
    void members(int count) throws Exception {
        membersOf(count);
    }

    @Test
    @Tag("long")
    void aMemberOfAMillion() throws Exception {
        membersOf(1_000_000);
    }

    /** A chunk table of 320 KiB, which no first request brings. */
    @Test
    void aMemberOfManyChunks() throws Exception {
        Path member = write("many.sz", 20_000, 64);
        try (CompressedFile.Reader reader = CompressedFile.open(member)) {
            assertTrue(reader.chunks().size() >= 10_000, reader.chunks().size() + " chunks");
        }
        Path manifest = temp.resolve("run.szv");
        Virtual.combine(List.of(member)).to(manifest, OnExisting.REFUSE);
        serve(member);
        assertFew(serve(manifest), "many.sz", 20_000, OPENING, NOT_OPEN, OPEN);
    }

    /** What comes with the answer whether a file has changed is the file's if it has not. */
    @Test
    void whatIsReadFirstIsAskedForOnce() throws Exception {
        byte[] bytes = new byte[2_000_000];
        new Random(5).nextBytes(bytes);
        Path path = server.put("file.bin", bytes);
        OPTIONS.withFreshness(Duration.ZERO).apply();
        for (int from : new int[] {100, 700_000, 1_900_000, 1_000_000}) {
            server.reset();
            byte[] some = new byte[100_000];
            try (PositionalFile file = PositionalFile.open(path, new ByteRange(from, from + some.length))) {
                file.readFully(from, some, 0, some.length);
            }
            assertArrayEquals(Arrays.copyOfRange(bytes, from, from + some.length), some);
            assertRequests(1);
        }
    }

    /** Members that lie in an archive, between others, are read as if they lay beside it. */
    @ParameterizedTest
    @ValueSource(ints = {50, 60_000})
    void membersInAnArchive(int count) throws Exception {
        Path tar = temp.resolve("run.tar");
        try (OutputStream file = Files.newOutputStream(tar);
                TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
            for (String name : List.of("a.sz", "large.sz", "noise", "b.sz")) {
                byte[] content = new byte[1_500_000];
                if (name.equals("noise")) {
                    new Random(1).nextBytes(content);
                } else {
                    content = Files.readAllBytes(write(name, count, 4 << 20));
                }
                TarArchiveEntry entry = new TarArchiveEntry("run/" + name);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        Path manifest = temp.resolve("run.szv");
        Virtual.combine(List.of(tar)).to(manifest, OnExisting.REFUSE);
        serve(tar);
        assertFew(serve(manifest), "large.sz", count, OPENING, NOT_OPEN, OPEN);
        assertFew(serve(manifest), "b.sz", count, OPENING, NOT_OPEN, OPEN);
    }
}
