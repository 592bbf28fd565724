package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;

/** What was written epoch by epoch is put together by object. */
class RegroupingTest {
    private static final int PATIENCE_MINUTES = 60;

    @TempDir
    Path temp;

    @Test
    void anObjectsRecordsLieInOneChunk() throws Exception {
        Path source = temp.resolve("epochs.sz");
        Epochs.write(source, 50, 40, 2);
        Path target = temp.resolve("objects.sz");
        RewriteResult result = Rewrite.from(source)
                .groupBy("object")
                .chunkRecords(200)
                .verified()
                .to(target, OnExisting.REFUSE);
        assertEquals(40, Contents.chunks(source).size());
        assertEquals(10, result.chunks());
        assertEquals(RecordDigest.of(source, 1), RecordDigest.of(target, 1));
        try (CompressedFile.Reader reader = CompressedFile.open(target)) {
            for (int object = 0; object < 50; object++) {
                for (int epoch = 0; epoch < 40; epoch++) {
                    Record expected = Epochs.record(object, epoch, 2);
                    assertEquals(expected, reader.get(40L * object + epoch));
                }
            }
        }
    }

    @Test
    @Tag("long")
    void fourGibibytesInLittleMemory() throws Exception {
        Path source = temp.resolve("epochs.sz");
        Path target = temp.resolve("objects.sz");
        run("write", source.toString(), "1000", "1080", "2000");
        String digest = run("regroup", source.toString(), target.toString(), "2");
        assertEquals(RecordDigest.of(source, 2).toString(), digest);
        try (CompressedFile.Reader reader = CompressedFile.open(target)) {
            assertEquals(1_080_000, reader.size());
            assertEquals(Epochs.record(17, 3, 2000), reader.get(17L * 1080 + 3));
        }
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Epochs.class.getName()));
        command.addAll(List.of(arguments));
        Path said = temp.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "hangs");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue());
        return Files.readString(said);
    }
}
