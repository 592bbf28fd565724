package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.merge.SchemaPolicy;
import org.szformat.record.Record;
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
