package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;

class RepairCommandTest {
    @TempDir
    Path folder;

    private Path cut(int length) throws Exception {
        Path file = Containers.write(folder.resolve("reads.sz"));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        return file;
    }

    private static Sz.Result warned(Sz.Result result) {
        assertEquals(Main.OK, result.exitCode(), result::toString);
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("sz: warning: "), result.err());
        assertTrue(
                result.err().contains("is incomplete and has ") && result.err().contains("sz repair"), result.err());
        return result;
    }

    /** Cuts at random places, and at all around the ends of chunks. */
    @Test
    void cutFilesAreReadAndRepaired() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path file = Containers.write(folder.resolve("reads.sz"));
        byte[] good = Files.readAllBytes(file);
        List<Chunk> chunks = Containers.chunks(file);
        for (int i = 0; i < 30; i++) {
            Chunk chunk = chunks.get(i % chunks.size());
            int length = i < 3
                    ? (int) (chunk.offset() + chunk.storedBytes())
                    : i < 6 ? (int) chunk.offset() + 5 : 1 + random.nextInt(good.length - 1);
            checkCut(file, Arrays.copyOf(good, length), chunks, "seed " + seed + ", length " + length);
        }
    }

    private void checkCut(Path file, byte[] bytes, List<Chunk> chunks, String place) throws Exception {
        Files.write(file, bytes);
        if (bytes.length < chunks.get(0).offset()) {
            Sz.run("view", file).failed("found");
            Sz.run("repair", file).failed("found");
            assertArrayEquals(bytes, Files.readAllBytes(file), place);
            return;
        }
        int records = chunks.stream()
                .filter(chunk -> chunk.offset() + chunk.storedBytes() <= bytes.length)
                .mapToInt(Chunk::records)
                .sum();
        List<String> ids = Containers.ids(0, records);
        assertEquals(ids, warned(Sz.run("view", file, "-H", "-i", "read_id")).lines(), place);
        Sz.Result verified = Sz.run("verify", file).failed("incomplete: ", "sz repair");
        assertTrue(verified.out().startsWith(file + ": INCOMPLETE (" + records + " record"), verified.out());

        Path copy = folder.resolve("copy.sz");
        Sz.run("repair", file, copy, "-f").done();
        assertArrayEquals(bytes, Files.readAllBytes(file), place);
        String said = Sz.run("repair", file).done().out();
        assertTrue(said.startsWith(file + ": repaired: " + records + " record"), said);
        assertTrue(said.contains(" cut ("), said);
        assertEquals(-1, Files.mismatch(file, copy), place);
        Sz.run("verify", file).done();
        assertTrue(Zstandard.accepts(file), place);
        assertEquals(ids, Sz.run("skim", file, "--ids").done().lines(), place);
        assertEquals(ids, Sz.run("view", file, "-H", "-i", "read_id").done().lines(), place);
    }

    @Test
    void everyCommandWarnsOnce() throws Exception {
        Path file = cut((int) Containers.chunks(Containers.write(folder.resolve("whole.sz")))
                        .get(2)
                        .offset()
                + 100);
        warned(Sz.run("view", file, "-L"));
        warned(Sz.run("get", file, "read-3"));
        warned(Sz.run("skim", file));
        warned(Sz.run("convert", file, folder.resolve("copy.sz")));
        String text = warned(Sz.run("info", file)).out();
        assertTrue(text.contains("\ncomplete  no: offset "), text);
        JsonValue.Obj info = warned(Sz.run("info", file, "--json")).json().get(0);
        assertEquals(JsonValue.FALSE, info.get("complete"));
        assertTrue(((JsonValue.Text) info.get("incomplete_reason")).value().startsWith("offset "));
        assertEquals(JsonValue.of(20), info.get("records"));
        assertEquals(JsonValue.of(2), info.get("chunks"));
        assertEquals(
                Containers.ids(0, 20),
                Sz.run("skim", folder.resolve("copy.sz"), "--ids").done().lines());
    }

    @Test
    void completeFilesAreLeftAlone() throws Exception {
        Path file = Containers.write(folder.resolve("reads.sz"));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(
                file + ": complete, nothing to repair (30 records; 'sz verify' checks them)\n",
                Sz.run("repair", file).done().out());
        assertArrayEquals(bytes, Files.readAllBytes(file));
        Path copy = folder.resolve("copy.sz");
        assertEquals(
                file + ": complete, nothing to repair (30 records; 'sz verify' checks them); copied as " + copy + "\n",
                Sz.run("repair", file, copy).done().out());
        assertArrayEquals(bytes, Files.readAllBytes(copy));
        Sz.run("repair", file, copy).failed("exists; give --force");
        assertEquals(List.of("copy.sz", "reads.sz"), Sz.names(folder));
    }

    @Test
    void filesThatAreBeingWrittenAreRefused() throws Exception {
        Path file = folder.resolve("live.sz");
        try (CompressedFile.Writer writer = Containers.begin(file)) {
            Containers.put(writer, 0, 10);
            byte[] bytes = Files.readAllBytes(file);
            Sz.run("repair", file).failed("is being written");
            Sz.run("repair", file, folder.resolve("copy.sz")).failed("is being written");
            assertArrayEquals(bytes, Files.readAllBytes(file));
            assertEquals(
                    Containers.ids(0, 10),
                    warned(Sz.run("view", file, "-H", "-i", "read_id")).lines());
            Containers.put(writer, 10, 30);
        }
        Sz.run("verify", file).done();
        assertEquals(List.of("live.sz"), Sz.names(folder));
    }

    @Test
    void whatIsNoContainer() throws Exception {
        Path directory = Sz.copyOf("types", folder);
        Sz.run("repair", directory).failed("types.sz: its layout is directory");
        Sz.run("repair", Files.writeString(folder.resolve("notes.txt"), "mine")).failed("no SZ file");
        Sz.run("repair", folder.resolve("none.sz")).failed("no such file");
        Sz.run("repair").refused("FILE");
        assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
    }

    @Test
    void damageInTheMiddleOfAFinishedFile() throws Exception {
        Path file = Containers.write(folder.resolve("reads.sz"));
        Containers.flip(file, Containers.chunks(file).get(1).offset() + 30);
        byte[] bytes = Files.readAllBytes(file);
        Sz.run("repair", file).done();
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }
}
