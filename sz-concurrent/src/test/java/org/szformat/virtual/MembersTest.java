package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.StructureFinding;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** Members that are opened, closed, lost and spoilt. */
class MembersTest {
    private static final int FILES = 12;
    private static final int READS = 20;

    @TempDir
    private Path folder;

    private final List<Path> files = new ArrayList<>();
    private final List<Record> reads = new ArrayList<>();
    private Path manifest;

    @BeforeEach
    void members() throws Exception {
        Random random = new Random(81);
        for (int i = 0; i < FILES; i++) {
            List<Record> some = Runs.reads(Runs.SCHEMA, "m" + i, READS, random);
            files.add(Runs.write(
                    folder.resolve("m" + i + ".sz"), i % 3 == 1 ? Layout.DIRECTORY : Layout.CONTAINER, some));
            reads.addAll(some);
        }
        manifest = folder.resolve("run.szv");
        Virtual.combine(files).to(manifest, OnExisting.REFUSE);
    }

    /** Members that count how many of them are open. */
    private static final class Counting {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();
        private final AtomicInteger opened = new AtomicInteger();

        OpenMember open(OpenMember member) {
            opened.incrementAndGet();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new DelegatingMember(member) {
                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    super.close();
                }
            };
        }
    }

    @Test
    void neverMoreThanTheBoundAreOpenAndNoneIsClosedWhileItIsRead() throws Exception {
        Counting counting = new Counting();
        try (ManifestFile file = ManifestFile.open(manifest, ReadOptions.defaults())) {
            OpenMembers members =
                    new OpenMembers(member -> counting.open(file.opener().open(member)), 3);
            Projection all = Projection.all(file.schema());
            run(8, thread -> {
                Random random = new Random(thread);
                for (int i = 0; i < 300; i++) {
                    int row = random.nextInt(reads.size());
                    PlacedMember member = file.table().ofRow(row);
                    assertEquals(reads.get(row), members.use(member, open -> open.read(row - member.firstRow(), all)));
                }
                return true;
            });
            assertTrue(counting.mostOpen.get() <= 3, "open: " + counting.mostOpen);
            assertEquals(3, members.size());
            assertEquals(3, counting.open.get());
            int before = counting.opened.get();
            PlacedMember first = file.table().member(0);
            for (int i = 0; i < 5; i++) {
                members.use(first, open -> open.read(0, all));
            }
            assertTrue(counting.opened.get() <= before + 1, "a member that is used stays open");
            members.close();
            assertEquals(0, counting.open.get());
            assertThrows(ClosedChannelException.class, () -> members.use(first, open -> open.read(0, all)));
        }
    }

    /** Something for a thread. */
    private interface Work {
        boolean run(int thread) throws Exception;
    }

    private static void run(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                Callable<Boolean> task = () -> work.run(number);
                results.add(pool.submit(task));
            }
            for (Future<Boolean> result : results) {
                assertTrue(result.get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void oneMemberMayAlwaysBeOpen() throws Exception {
        System.setProperty(VirtualFile.MAX_OPEN_PROPERTY, "0");
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(reads.get(0), reader.get(0));
            assertEquals(reads.get(READS), reader.get(READS));
        } finally {
            System.clearProperty(VirtualFile.MAX_OPEN_PROPERTY);
        }
    }

    @Test
    void manyThreadsReadOneManifest() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            run(8, thread -> {
                Random random = new Random(thread);
                for (int i = 0; i < 200; i++) {
                    Record expected = reads.get(random.nextInt(reads.size()));
                    assertEquals(expected, reader.get(expected.key()).orElseThrow());
                }
                return true;
            });
            List<Record> parallel = new ArrayList<>();
            reader.parallel(4).forEach(read -> {
                synchronized (parallel) {
                    parallel.add(read);
                }
            });
            assertEquals(reads.size(), parallel.size());
        }
    }

    @Test
    void aMissingMemberIsNamedAndTheOthersAreRead() throws Exception {
        Files.delete(files.get(3));
        assertLost(3, "no such file");
        Files.writeString(files.get(3), "not what it was");
        assertLost(3, "15 bytes of fingerprint");
    }

    @Test
    void aChangedMemberIsNamed() throws Exception {
        Files.delete(files.get(5));
        Runs.write(files.get(5), Layout.CONTAINER, Runs.reads(Runs.SCHEMA, "m5", READS, new Random(3)));
        assertLost(5, "it has changed since");
        byte[] directory = Files.readAllBytes(files.get(4).resolve("dat"));
        directory[directory.length - 3] ^= 4;
        Files.write(files.get(4).resolve("dat"), directory);
        assertLost(4, "fingerprint");
    }

    private void assertLost(int lost, String why) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            for (int row = 0; row < reads.size(); row++) {
                long at = row;
                if (row / READS == lost) {
                    SzFormatException e = assertThrows(SzFormatException.class, () -> reader.get(at));
                    assertTrue(
                            e.getMessage().startsWith(manifest + ": member " + lost + ", m" + lost + ".sz"),
                            e::toString);
                    assertTrue(e.getMessage().contains(why), e::toString);
                } else if (!isLostToo(row)) {
                    assertEquals(reads.get(row), reader.get(row));
                }
                assertEquals(
                        reads.get(row).getInteger("channel"),
                        reader.select(List.of("channel")).get(row).getInteger("channel"));
            }
            StructureFinding finding = reader.file().checkStructure();
            assertTrue(
                    finding.damaged().stream().anyMatch(fault -> fault.contains("member " + lost + ",")),
                    finding::toString);
        }
    }

    private boolean isLostToo(int row) {
        try (CompressedFile.Reader reader = CompressedFile.open(files.get(row / READS))) {
            return !reader.get(row % READS).equals(reads.get(row));
        } catch (IOException e) {
            return true;
        }
    }

    /** Of what is behind the size and the last bytes the member's own checksums tell. */
    @Test
    void damageWithinAMemberIsToldOfBoth() throws Exception {
        List<Record> many = Runs.reads(Runs.SCHEMA, "x", 2000, new Random(5));
        Path large = Runs.write(folder.resolve("large.sz"), Layout.CONTAINER, many);
        Path both = folder.resolve("both.szv");
        Virtual.combine(List.of(large, files.get(0))).to(both, OnExisting.REFUSE);
        byte[] bytes = Files.readAllBytes(large);
        assertTrue(bytes.length > 3 * Fingerprints.TAIL, "bytes: " + bytes.length);
        bytes[bytes.length / 3] ^= 1;
        Files.write(large, bytes);
        int damaged = 0;
        try (CompressedFile.Reader reader = CompressedFile.open(both)) {
            for (Chunk chunk : reader.file().chunks()) {
                try {
                    reader.file().read(chunk, Projection.all(reader.schema()));
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().startsWith(both + ": member 0, large.sz, offset "), e::toString);
                    damaged++;
                }
            }
            assertEquals(reads.get(7), reader.get("m0-7").orElseThrow());
        }
        assertEquals(1, damaged);
    }

    @Test
    void aRecordOfAnotherIdThanTheManifestSaysIsRefused() throws Exception {
        List<Record> renamed = new ArrayList<>();
        for (Record read : reads.subList(0, READS)) {
            renamed.add(Record.builder(Runs.SCHEMA)
                    .set("read_id", read.key().replace("m0", "n0"))
                    .set("channel", read.getInteger("channel"))
                    .set("offset", read.getReal("offset"))
                    .set("raw_signal", read.getShorts("raw_signal"))
                    .set("fastq", read.getText("fastq"))
                    .build());
        }
        Files.delete(files.get(0));
        Runs.write(files.get(0), Layout.CONTAINER, renamed);
        Fingerprints now = Fingerprints.of(files.get(0));
        Manifests.change(manifest, entry -> entry.location().equals("m0.sz") ? Manifests.of(entry, now) : entry);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(renamed.get(3), reader.get(3));
            SzFormatException e = assertThrows(SzFormatException.class, () -> reader.get("m0-3"));
            assertTrue(e.getMessage().contains("the ID 'n0-3'"), e::toString);
        }
    }
}
