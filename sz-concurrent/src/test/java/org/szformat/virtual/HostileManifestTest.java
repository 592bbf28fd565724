package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.Locations;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.container.AttachedFile;
import org.szformat.http.HttpOptions;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.merge.SchemaPolicy;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;

/** Whatever a manifest says, it is read, or refused as damaged. */
class HostileManifestTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @TempDir
    private Path folder;

    private final List<Record> reads = new ArrayList<>();
    private Path manifest;
    private byte[] sound;

    @BeforeEach
    void manifest() throws Exception {
        Random random = new Random(82);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Record> some = Runs.reads(Runs.SCHEMA, "h" + i, 120, random);
            files.add(Runs.write(folder.resolve("h" + i + ".sz"), Layout.CONTAINER, some));
            reads.addAll(some);
        }
        manifest = folder.resolve("run.szv");
        Virtual.combine(files).inline(60).to(manifest, OnExisting.REFUSE);
        sound = Files.readAllBytes(manifest);
    }

    /** Reads in all ways; says whether anything was refused. */
    private boolean isRefused() throws IOException {
        boolean refused = false;
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            Projection all = Projection.all(reader.schema());
            List<Chunk> chunks = List.of();
            try {
                chunks = reader.file().chunks();
                reader.file().checkStructure();
                reader.index();
            } catch (SzFormatException e) {
                refused = true;
            }
            for (Chunk chunk : chunks) {
                try {
                    reader.file().statistics(chunk);
                    reader.file().memoryBytes(chunk, all);
                    reader.file().fingerprint(chunk);
                    reader.file().lengths(chunk, reader.schema().field("raw_signal"));
                    assertEquals(chunk.records(), reader.file().read(chunk, all).size());
                } catch (SzFormatException e) {
                    refused = true;
                }
            }
            for (long row = 0; row < reader.size(); row += 11) {
                try {
                    reader.get(row);
                    reader.get(reads.get((int) Math.min(row, reads.size() - 1)).key());
                } catch (SzFormatException e) {
                    refused = true;
                }
            }
        } catch (SzFormatException e) {
            refused = true;
        }
        return refused;
    }

    @Test
    void theSoundOneIsRead() throws Exception {
        assertTrue(!isRefused());
        Manifests.replacePage(manifest, Manifests.page(manifest).getBytes(StandardCharsets.UTF_8));
        assertTrue(!isRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"members\": 3}",
                "{\"members\": []}",
                "{\"members\": [1, 2, 3]}",
                "{\"members\": [{}, {}, {}]}",
                "\u0000",
                "{\"members\": [[[[[[["
            })
    void pagesThatAreNone(String page) throws Exception {
        Manifests.replacePage(manifest, page.getBytes(StandardCharsets.UTF_8));
        assertTrue(isRefused());
        Manifests.replacePage(manifest, new byte[] {(byte) 0xC3, 0x28});
        assertTrue(isRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "{}",
                "{\"version\": 2, \"pages\": []}",
                "{\"version\": 1, \"pages\": 1}",
                "{\"version\": 1, \"pages\": [7]}",
                "{\"version\": 1, \"pages\": [[1, 2]]}",
                "{\"version\": 1, \"pages\": [[0, 3, 360, 12, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[9223372036854775807, 3, 360, 12, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[100, 0, 0, 0, 0, 0]]}",
                "{\"version\": 1, \"pages\": [[100, 1001, 3, 3, 3, 3]]}",
                "{\"version\": 1, \"pages\": [[100, 3, 361, 12, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[100, 3, 360, 361, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[100, 3, 360, 12, 1, 9223372036854775807]]}",
                "{\"version\": 1, \"pages\": [[100, 3, -1, 12, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[100, 3, 1e2, 12, 1, 1]]}",
                "{\"version\": 1, \"pages\": [[100, 3, 99999999999999999999, 12, 1, 1]]}"
            })
    void headersThatLieOfPages(String value) throws Exception {
        Manifests.replaceHeader(manifest, JsonValue.parse(value));
        assertTrue(isRefused());
    }

    /** Each number of the page becomes others, and pieces of its text vanish or come twice. */
    @Test
    void pagesThatLie() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String page = Manifests.page(manifest);
        List<MatchResult> numbers = NUMBER.matcher(page).results().toList();
        List<String> others = List.of("0", "1", "-1", "60", "2147483648", "9223372036854775807", "1e3", "\"x\"", "[]");
        for (int i = 0; i < 150; i++) {
            String changed;
            if (i % 3 > 0) {
                MatchResult number = numbers.get(random.nextInt(numbers.size()));
                changed = page.substring(0, number.start())
                        + others.get(random.nextInt(others.size()))
                        + page.substring(number.end());
            } else {
                int from = random.nextInt(page.length());
                int to = Math.min(page.length(), from + 1 + random.nextInt(30));
                changed = page.substring(0, from)
                        + (i % 2 == 0 ? "" : page.substring(from, to).repeat(2))
                        + page.substring(to);
            }
            Files.write(manifest, sound);
            Manifests.replacePage(manifest, changed.getBytes(StandardCharsets.UTF_8));
            try {
                isRefused();
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", change " + i + ": " + changed, e);
            }
        }
    }

    /** Members that lead elsewhere: to folders, devices, the manifest itself, and names that are none. */
    @Test
    void membersThatAreNoFiles() throws Exception {
        for (String place :
                List.of("", ".", "/dev/null", "run.szv", "../../..", "h1.sz", "a\u0000b", "x".repeat(5000))) {
            Files.write(manifest, sound);
            Manifests.change(manifest, entry -> entry.location().equals("h0.sz") ? entry.at(place) : entry);
            assertTrue(isRefused(), place);
        }
        for (String format : List.of("virtual", "pod6", "")) {
            Files.write(manifest, sound);
            String page = Manifests.page(manifest).replace("\"container\"", "\"" + format + "\"");
            Manifests.replacePage(manifest, page.getBytes(StandardCharsets.UTF_8));
            assertTrue(isRefused(), format);
        }
    }

    /** URLs of members that no provider understands, or that lead nowhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://host/x.sz",
                "file:///dev/null",
                "FILE:///",
                "jrt://java.base/x",
                "jar://x/y",
                "JAR://file/x!/y",
                "none://x",
                "sz-archive://x",
                "http://",
                "http:///x.sz",
                "http://user:secret@host/x.sz",
                "http://127.0.0.1:99999/x.sz",
                "http://[::1/x.sz",
                "file:///x.tar!/y.sz"
            })
    void urlsThatLeadNowhere(String location) throws Exception {
        Manifests.change(manifest, entry -> entry.location().equals("h0.sz") ? entry.at(location) : entry);
        HttpOptions.defaults().withTries(1).apply();
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertThrows(IOException.class, () -> reader.file().read(large(0), Projection.all(reader.schema())));
            assertEquals(reads.get(large(130)), reader.get(large(130)));
        } finally {
            HttpOptions.defaults().apply();
        }
    }

    /** A manifest that is not on this machine itself does not make it read its files. */
    @Test
    void manifestsElsewhereNameNoFilesOfThisMachine() throws Exception {
        String local = folder.resolve("h1.sz").toUri().toString();
        Manifests.change(manifest, entry -> entry.location().equals("h1.sz") ? entry.at(local) : entry);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(reads.get(large(130)), reader.get(large(130)));
        }
        Path tar = folder.resolve("run.tar");
        try (OutputStream file = Files.newOutputStream(tar);
                TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
            for (String name : List.of("h0.sz", "h1.sz", "h2.sz", "run.szv")) {
                byte[] content = Files.readAllBytes(folder.resolve(name));
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(tar + "!/run.szv"))) {
            Projection all = Projection.all(reader.schema());
            assertEquals(reads.get(large(0)), reader.file().read(large(0), all));
            assertEquals(reads.get(large(250)), reader.file().read(large(250), all));
            SzFormatException refused =
                    assertThrows(SzFormatException.class, () -> reader.file().read(large(130), all));
            assertTrue(refused.getMessage().contains("a file of this machine"), refused.getMessage());
        }
    }

    /** Chunks and their heads that lie elsewhere than the manifest says are not taken for others. */
    @Test
    void chunksThatLieElsewhere() throws Exception {
        String page = Manifests.page(manifest);
        MatchResult head = Pattern.compile("\"chunk_heads\": \\[(\\d+)")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow();
        MatchResult gap = Pattern.compile("\"chunk_gaps\": \\[(\\d+)")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow();
        for (MatchResult number : List.of(head, gap)) {
            for (String other : List.of("1", "2147483647", "" + (Long.parseLong(number.group(1)) + 1))) {
                Files.write(manifest, sound);
                String changed = page.substring(0, number.start(1)) + other + page.substring(number.end(1));
                Manifests.replacePage(manifest, changed.getBytes(StandardCharsets.UTF_8));
                try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
                    Projection all = Projection.all(reader.schema());
                    assertThrows(SzFormatException.class, () -> reader.file().read(large(0), all));
                    assertEquals(reads.get(large(300)), reader.file().read(large(300), all));
                }
            }
        }
    }

    /** A row from a number on that is too large to be in the manifest. */
    private int large(int from) {
        int row = from;
        while (reads.get(row).getShorts("raw_signal").length < 100) {
            row++;
        }
        return row;
    }

    /** What a header promises of chunks is not allocated before there are pages that tell of them. */
    @Test
    void chunksThatAreOnlyPromised() throws Exception {
        String value = "{\"version\": 1, \"pages\": [[100, 1, 2147483647, 2147483647, 1, 1]]}";
        AttachedFile claims = (AttachedFile) Proxy.newProxyInstance(
                AttachedFile.class.getClassLoader(),
                new Class<?>[] {AttachedFile.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "path":
                            return manifest;
                        case "size":
                            return 1L << 40;
                        case "header":
                            return Header.empty().with(MemberTable.KEY, JsonValue.parse(value));
                        default:
                            throw new SzFormatException(manifest, "offset 100", "nothing", "an attachment");
                    }
                });
        MemberTable table = MemberTable.of(claims, Limits.defaults());
        assertEquals(Integer.MAX_VALUE, table.chunks());
        assertThrows(SzFormatException.class, () -> ChunkList.of(table));
    }

    /** Single bits, of which the checksums tell all but those in tables that nobody reads any more. */
    @Test
    void flippedBitsAreFound() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(manifest, bytes);
            try {
                isRefused();
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", change " + i, e);
            }
        }
    }

    @Test
    void damageOfAPageIsToldByTheCheckOfTheStructure() throws Exception {
        long offset;
        try (ManifestFile file = ManifestFile.open(manifest, ReadOptions.defaults())) {
            offset = file.table().places().get(0).offset();
        }
        byte[] bytes = sound.clone();
        bytes[(int) offset + 40] ^= 1;
        Files.write(manifest, bytes);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertTrue(!reader.file().checkStructure().damaged().isEmpty());
            assertThrows(SzFormatException.class, () -> reader.get(0));
            assertEquals(
                    reads.get(0).key(), reader.select(List.of("read_id")).get(0).key());
        }
    }

    /** What is opened is looked at first: a pipe would never end. */
    @Test
    void membersThatAreFoldersOrPipes() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Fingerprints none = Fingerprints.of(empty);
        Manifests.change(
                manifest,
                entry -> entry.location().equals("h0.sz")
                        ? Manifests.of(entry, none).at("empty")
                        : entry);
        assertTrue(isRefused());
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0);
        Files.write(manifest, sound);
        Manifests.change(manifest, entry -> entry.location().equals("h0.sz") ? entry.at("pipe") : entry);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertTrue(isRefused()));
    }

    @Test
    void constantsOfFieldsThatAreNoText() throws Exception {
        List<Record> others = Runs.reads(Runs.OTHER, "o", 9, new Random(83));
        Path other = Runs.write(folder.resolve("other.sz"), Layout.CONTAINER, others);
        Path union = folder.resolve("union.szv");
        Virtual.combine(List.of(folder.resolve("h0.sz"), other))
                .schemas(SchemaPolicy.UNION)
                .to(union, OnExisting.REFUSE);
        for (String field : List.of("offset", "fastq")) {
            Manifests.change(
                    union,
                    entry -> entry.location().equals("other.sz") ? entry.with("other.sz", Map.of(field, "x")) : entry);
            try (CompressedFile.Reader reader = CompressedFile.open(union)) {
                assertEquals(reads.get(0).key(), reader.get(0).key());
                assertThrows(SzFormatException.class, () -> reader.get(120));
            }
        }
    }
}
