package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.StructureFinding;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A file that one writes while others look at it, or try to write it as well. */
@Timeout(600)
class SharedFilesTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private final List<Record> records = new RandomRecords(41, SCHEMA, 5_000, 0.1).next(12);

    private static LayoutWriter append(Path path) throws IOException {
        return ((AppendableLayout) Layouts.of(Layout.CONTAINER))
                .append(path, ReadOptions.defaults(), Durability.PROCESS);
    }

    @Test
    void whatIsAppendedMeanwhileIsNoDamageToWhatWasOpened() throws Exception {
        Path path = temp.resolve("grown.sz");
        Containers.write(path, records.subList(0, 6), 3, WriteOptions.defaults());
        try (RecordFile before = Layouts.open(path, ReadOptions.defaults())) {
            try (LayoutWriter writer = append(path)) {
                Containers.add(writer, records.subList(6, 9), 3);
                assertEquals(StructureFinding.SOUND, before.checkStructure());
                Containers.add(writer, records.subList(9, 12), 3);
                writer.finish(writer.header());
            }
            assertEquals(StructureFinding.SOUND, before.checkStructure());
            assertEquals(6, before.size());
            before.verifyStructure();
            assertTrue(before.refresh());
            assertEquals(StructureFinding.SOUND, before.checkStructure());
            assertEquals(records, Containers.byChunk(before));
        }
    }

    /** Who wants to write takes one of two bytes before he finds the other one taken. */
    @Test
    void whoTriesToWriteDoesNotDisturbTheWriter() throws Exception {
        Path path = temp.resolve("tried.sz");
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults());
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            FileLock tried = other.lock(Long.MAX_VALUE - 1, 1, false);
            FutureTask<Void> flush = new FutureTask<>(() -> {
                writer.flush();
                return null;
            });
            Thread flusher = new Thread(flush, "flusher");
            flusher.start();
            while (flusher.getState() != Thread.State.TIMED_WAITING && flusher.isAlive()) {
                Thread.onSpinWait();
            }
            tried.release();
            flush.get();
            flusher.join();
            Containers.add(writer, records, 4);
            writer.finish(writer.header());
        }
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(records, Containers.byChunk(file));
        }
    }

    @Test
    void aWriterThatLostItsFileToAnotherFails() throws Exception {
        Path path = temp.resolve("lost.sz");
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults());
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            try (FileLock taken = other.lock(Long.MAX_VALUE - 1, 1, false)) {
                assertTrue(taken.isValid());
                IOException e = assertThrows(IOException.class, writer::flush);
                assertTrue(e.getMessage().contains("is being written"), e.toString());
            }
        }
    }

    @Test
    void manyWhoTryToAppendAtOnceFindOneWriter() throws Exception {
        Path path = temp.resolve("many.sz");
        Containers.write(path, records, 3, WriteOptions.defaults());
        try (LayoutWriter writer = append(path)) {
            FutureTask<Integer> tries = new FutureTask<>(() -> {
                int refused = 0;
                for (int i = 0; i < 300; i++) {
                    try (LayoutWriter second = append(path)) {
                        throw new AssertionError("two writers: " + second);
                    } catch (IOException e) {
                        refused++;
                    }
                }
                return refused;
            });
            Thread trying = new Thread(tries, "trying");
            trying.start();
            int flushes = 0;
            while (trying.isAlive() || flushes < 10) {
                writer.flush();
                flushes++;
            }
            assertEquals(300, tries.get());
            writer.finish(writer.header());
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
