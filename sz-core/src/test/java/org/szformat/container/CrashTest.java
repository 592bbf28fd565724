package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A process that writes is killed. */
class CrashTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("n", ValueType.U32)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private static RandomRecords records() {
        return new RandomRecords(99, SCHEMA, 20_000, 0.05);
    }

    /** The process that is killed: writes without end, and says how many records each flush covered. */
    static final class Victim {
        private Victim() {}

        /** Writes a file at the path that is its argument. */
        public static void main(String[] args) throws IOException {
            RandomRecords records = records();
            int count = 0;
            try (ContainerWriter writer = ScaleTest.writer(Path.of(args[0]), SCHEMA, 40);
                    ChunkEncoder encoder = writer.newEncoder()) {
                while (count < 1_000_000) {
                    List<Record> some = records.next(1 + count % 5);
                    writer.write(encoder.encode(some));
                    count += some.size();
                    if (count % 3 == 0) {
                        writer.flush();
                        System.out.println(count);
                    }
                }
            }
        }
    }

    /** Tries to repair the file that is its argument. */
    static final class Intruder {
        private Intruder() {}

        /** Exits with 3 when it was refused. */
        public static void main(String[] args) {
            try {
                repair(Path.of(args[0]));
            } catch (IOException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    private static RepairableLayout.Repair repair(Path path) throws IOException {
        return ((RepairableLayout) Layouts.of(Layout.CONTAINER)).repair(path, ReadOptions.defaults());
    }

    private static Process start(Class<?> main, Path path) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatAFlushCoveredSurvivesTheProcess() throws Exception {
        kill(20, new Random(5));
    }

    @Test
    @Tag("long")
    void soItDoesTwoHundredTimes() throws Exception {
        kill(200, new Random(6));
    }

    private void kill(int times, Random random) throws Exception {
        for (int round = 0; round < times; round++) {
            Path path = temp.resolve("victim.sz");
            Files.deleteIfExists(path);
            Process victim = start(Victim.class, path);
            int covered = 0;
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
                said.readLine();
                Thread.sleep(random.nextInt(150));
                victim.toHandle().destroyForcibly();
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    covered = Integer.parseInt(line);
                }
            }
            assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
            RandomRecords expected = records();
            long size;
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                size = file.size();
                assertTrue(size >= covered, size + " of " + covered);
                for (long row = 0; row < size; row++) {
                    assertEquals(expected.next(), file.read(row, Projection.all(SCHEMA)));
                }
            }
            assertEquals(size, repair(path).records());
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertTrue(file.isComplete());
                file.verifyStructure();
                assertEquals(size, file.size());
                assertEquals(size, file.index().size());
            }
        }
    }

    @Test
    void anotherProcessIsRefusedEvenAfterAReaderHereClosed() throws Exception {
        Path path = temp.resolve("held.sz");
        List<Record> records = records().next(10);
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults())) {
            Containers.add(writer, records, 5);
            Layouts.open(path, ReadOptions.defaults()).close();
            writer.flush();
            Process intruder = start(Intruder.class, path);
            String said = new String(intruder.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(intruder.waitFor(60, TimeUnit.SECONDS));
            assertEquals(3, intruder.exitValue(), said);
            assertTrue(said.contains("another process"), said);
            writer.finish(writer.header());
        }
        Process intruder = start(Intruder.class, path);
        assertTrue(intruder.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, intruder.exitValue());
    }
}
