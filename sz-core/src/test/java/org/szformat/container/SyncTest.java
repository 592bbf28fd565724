package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A machine dies: what was forced is there; of the rest some writes are, in part, in any order. */
class SyncTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("n", ValueType.F64)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private final List<Record> records = new RandomRecords(21, SCHEMA, 60, 0.1).next(60);

    /** How many records the last flush covered that returned before so many events. */
    private record Promise(int events, int records) {}

    @Test
    void whatAFlushCoveredIsThereAfterAnyCrash() throws Exception {
        long seed = 77;
        Random random = new Random(seed);
        List<Promise> promises = new ArrayList<>();
        List<RecordingChannel.Event> events = write(promises);
        Path path = temp.resolve("crashed.sz");
        for (int round = 0; round < 1500; round++) {
            int crash = random.nextInt(events.size() + 1);
            replay(events.subList(0, crash), path, random);
            int promised = promises.stream()
                    .filter(promise -> promise.events() <= crash)
                    .mapToInt(Promise::records)
                    .max()
                    .orElse(-1);
            check(path, promised, "seed " + seed + ", round " + round + ", crash after event " + crash);
        }
    }

    private List<RecordingChannel.Event> write(List<Promise> promises) throws IOException {
        Path path = temp.resolve("written.sz");
        RecordingChannel channel = new RecordingChannel(FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try (ContainerWriter writer = ContainerProvider.create(
                        path,
                        ContainerOutput.toFile(path, channel),
                        ContainerProvider.head(SCHEMA, Header.empty(), WriteOptions.defaults()),
                        Durability.SYNC,
                        ContainerWriter.OnAbort.DELETE,
                        new ContainerWriter.CheckpointDistance(1 << 20, 12));
                ChunkEncoder encoder = writer.newEncoder()) {
            promises.add(new Promise(channel.events.size(), 0));
            for (int from = 0; from < records.size(); from += 2) {
                writer.write(encoder.encode(records.subList(from, from + 2)));
                if (from % 6 == 4) {
                    writer.flush();
                    promises.add(new Promise(channel.events.size(), from + 2));
                }
            }
            writer.finish(Header.empty());
            promises.add(new Promise(channel.events.size(), records.size()));
        }
        return channel.events;
    }

    private static void replay(List<RecordingChannel.Event> events, Path path, Random random) throws IOException {
        Files.deleteIfExists(path);
        int forced = 0;
        for (int i = 0; i < events.size(); i++) {
            forced = events.get(i).isForce() ? i : forced;
        }
        List<RecordingChannel.Event> loose = new ArrayList<>(events.subList(forced, events.size()));
        Collections.shuffle(loose, random);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (RecordingChannel.Event event : events.subList(0, forced)) {
                file.seek(event.offset());
                file.write(event.bytes());
            }
            for (RecordingChannel.Event event : loose) {
                int fate = random.nextInt(3);
                int length =
                        fate == 0 ? 0 : fate == 1 ? event.bytes().length : random.nextInt(event.bytes().length + 1);
                if (length > 0) {
                    file.seek(event.offset());
                    file.write(event.bytes(), 0, length);
                }
            }
        }
    }

    private void check(Path path, int promised, String when) throws IOException {
        try {
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertTrue(file.size() >= promised, () -> when + ": " + file.size() + " of " + promised);
                assertEquals(records.subList(0, (int) file.size()), Containers.byRow(file), when);
            }
            long repaired = ((RepairableLayout) Layouts.of(Layout.CONTAINER))
                    .repair(path, ReadOptions.defaults())
                    .records();
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertTrue(file.isComplete());
                assertEquals(repaired, file.size());
                assertEquals(records.subList(0, (int) file.size()), Containers.byChunk(file), when);
            }
        } catch (SzFormatException e) {
            assertEquals(-1, promised, () -> when + ": " + e);
        }
    }
}
