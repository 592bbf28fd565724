package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.Locations;
import org.szformat.concurrent.CompressedFile;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormats;
import org.szformat.http.HttpOptions;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

/** Wherever files of other formats lie, a manifest of them has their records, and tells where these are. */
class CombinedForeignTest {
    private static final List<String> FORMATS = List.of("blow5", "slow5", "pod5");

    @TempDir
    Path folder;

    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        HttpOptions.defaults().apply(); // which forgets what other tests read
        server = new FileServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
        HttpOptions.defaults().apply();
    }

    /** Where the files lie. */
    private enum Place {
        LOCAL,
        INDEXED,
        TAR,
        ZIP,
        SERVER,
        TAR_ON_SERVER
    }

    static List<Arguments> places() {
        List<Arguments> all = new ArrayList<>();
        for (String format : FORMATS) {
            for (Place place : Place.values()) {
                if (place != Place.INDEXED || !format.equals("pod5")) {
                    all.add(Arguments.of(format, place));
                }
            }
        }
        return all;
    }

    /** A file of the format, and beside it {@code copy.sz}, which has the records that it has when it is converted. */
    private Path reads(String format, int count, int samples) throws Exception {
        Random random = new Random(count);
        Path source = folder.resolve("source.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(source, ForeignReads.SCHEMA)) {
            for (int i = 0; i < count; i++) {
                writer.put(ForeignReads.read(i, 512, random, 1 + samples + random.nextInt(100)));
            }
        }
        Path file = folder.resolve("reads." + format);
        Sz.Result converted = Sz.run("convert", source, file);
        assertEquals(Main.OK, converted.exitCode(), converted::toString);
        Sz.run("convert", file, folder.resolve("copy.sz")).done();
        return file;
    }

    private List<Record> originals() throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(folder.resolve("copy.sz"))) {
            return reader.stream().toList();
        }
    }

    /** What to combine, the file having been put there. */
    private String put(Path file, Place place) throws IOException {
        String name = file.getFileName().toString();
        Path tar = folder.resolve("run.tar");
        return switch (place) {
            case LOCAL -> file.toString();
            case INDEXED -> {
                index(file);
                yield file.toString();
            }
            case TAR ->
                Packed.tar(tar, Map.of("run/" + name, Files.readAllBytes(file))).toString();
            case ZIP ->
                Packed.zip(folder.resolve("run.zip"), Map.of("run/" + name, Files.readAllBytes(file)), ZipEntry.STORED)
                        .toString();
            case SERVER -> server.url() + name;
            case TAR_ON_SERVER -> {
                Packed.tar(tar, Map.of("run/" + name, Files.readAllBytes(file)));
                yield server.url() + "run.tar";
            }
        };
    }

    /** Puts the index beside a file that slow5lib would. */
    private static void index(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordAccess access = RecordFormats.of(file).orElseThrow().access(file, FormatOptions.defaults())) {
            ByteBuffer head = ByteBuffer.allocate(64);
            head.put("SLOW5IDX\1".getBytes(StandardCharsets.ISO_8859_1)).put(new byte[] {0, 2, 0});
            out.write(head.array());
            for (RecordAccess.Part part = access.next(); part != null; part = access.next()) {
                for (RecordAccess.Placed placed : part.decode()) {
                    byte[] id = placed.attributes().key().getBytes(StandardCharsets.UTF_8);
                    out.write(ByteBuffer.allocate(2 + id.length + 16)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putShort((short) id.length)
                            .put(id)
                            .putLong(placed.place().position())
                            .putLong(placed.place().length())
                            .array());
                }
            }
        }
        out.write("XDI5WOLS".getBytes(StandardCharsets.US_ASCII));
        Files.write(file.resolveSibling(file.getFileName() + ".idx"), out.toByteArray());
        try (RecordAccess access = RecordFormats.of(file).orElseThrow().access(file, FormatOptions.defaults())) {
            access.next();
            assertEquals(List.of(), access.warnings());
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void recordsAreTheOriginals(String format, Place place) throws Exception {
        Path file = reads(format, 150, 50);
        List<Record> originals = originals();
        Path manifest = folder.resolve("run.szv");
        Sz.run("combine", put(file, place), "-o", manifest).done();
        List<String> readFrom = new ArrayList<>(List.of(manifest.toString()));
        if (place != Place.SERVER && place != Place.TAR_ON_SERVER) {
            readFrom.add(server.url() + "run.szv"); // whose members lie beside it, on the server too
        }
        for (String from : readFrom) {
            HttpOptions.defaults().apply();
            try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(from))) {
                assertEquals(originals, reader.stream().toList());
                for (int row = 0; row < originals.size(); row++) {
                    assertEquals(originals.get(row), reader.get(row));
                    assertEquals(
                            originals.get(row),
                            reader.get(originals.get(row).key()).orElseThrow());
                }
            }
            Sz.run("verify", from).done();
        }
        assertReferences(manifest, format, originals.size());
    }

    /** That the bytes that references name are the records', wherever these lie. */
    private void assertReferences(Path manifest, String format, int records) throws IOException {
        List<JsonValue.Obj> references =
                Sz.run("refs", manifest, "--to", "jsonl").done().json();
        assertEquals(records, references.size());
        byte[] file = Files.readAllBytes(folder.resolve("reads." + format));
        for (int row = 0; row < records; row += 29) {
            JsonValue.Obj reference = references.get(row);
            String at = text(reference, "file");
            Path bytesOf = folder.resolve(at.replaceAll("!/.*", "").replaceAll(".*/", ""));
            assertTrue(at.startsWith("http://") || Path.of(at).startsWith(folder), at);
            int offset = Integer.parseInt(reference.get("block_offset").toString());
            int length = Integer.parseInt(reference.get("block_length").toString());
            byte[] in = at.contains("!/") ? file : Files.readAllBytes(bytesOf);
            assertTrue(length > 0 && offset + length <= in.length, reference::toString);
            if (!format.equals("pod5")) {
                String block = new String(in, offset, length, StandardCharsets.ISO_8859_1);
                assertTrue(
                        format.equals("blow5") || block.startsWith(text(reference, "read_id")) && block.endsWith("\n"),
                        block);
            }
        }
    }

    private static String text(JsonValue.Obj json, String name) {
        String quoted = json.get(name).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    @Test
    void aReadOfBlow5TakesFewRequests() throws Exception {
        Path file = reads("blow5", 24, 90_000);
        List<Record> originals = originals();
        Sz.run("combine", file, "-o", folder.resolve("run.szv")).done();
        HttpOptions.defaults().apply();
        server.requests().clear();
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(server.url() + "run.szv"))) {
            assertRequests(2);
            for (int row : new int[] {12, 3, 21}) {
                server.requests().clear();
                long sent = server.sent();
                assertEquals(
                        originals.get(row), reader.get(originals.get(row).key()).orElseThrow());
                // The end, the header, and the record; then the record alone.
                assertRequests(row == 12 ? 3 : 1);
                assertTrue(server.sent() - sent < 1 << 20, server.sent() - sent + " bytes");
            }
        }
    }

    private void assertRequests(int most) {
        assertTrue(server.requests().size() <= most, server.requests()::toString);
    }

    @Test
    void whatIsMissingIsPassedBy() throws Exception {
        Path blow5 = reads("blow5", 20, 50);
        Path copy = folder.resolve("copy.sz");
        List<Record> originals = originals();
        Path manifest = folder.resolve("run.szv");
        Sz.run("combine", copy, blow5, copy, "-o", manifest).done();
        Files.delete(blow5);
        Sz.run("verify", manifest).failed("member 1, reads.blow5", "no such file");
        Sz.run("view", manifest).failed("member 1, reads.blow5", "no such file");
        for (String command : List.of("view", "refs")) {
            Sz.Result others = Sz.run(command, manifest, "--skip-damaged", "--to", "jsonl");
            assertEquals(Main.FAILED, others.exitCode(), others::toString);
            assertTrue(others.err().contains("reads.blow5"), others.err());
            List<String> ids = others.json().stream()
                    .map(read -> text(read, "read_id"))
                    .distinct()
                    .toList();
            assertEquals(originals.stream().map(Record::key).toList(), ids, command);
        }
        assertEquals(
                2 * originals.size(),
                Sz.run("view", manifest, "--skip-damaged", "--to", "jsonl")
                        .json()
                        .size());
    }
}
