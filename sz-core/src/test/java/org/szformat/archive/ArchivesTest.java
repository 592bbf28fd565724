package org.szformat.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.Locations;
import org.szformat.SzFormatException;
import org.szformat.record.Record;

/** Members of archives that other software wrote are read in place, and hostile archives cost a format exception. */
@Timeout(600)
class ArchivesTest {
    private static final List<Record> READS = SmallFiles.reads(1, 35);
    private static final String LONG = "a folder/" + "x".repeat(180) + "/" + "reads-é".repeat(12) + ".sz";

    @TempDir
    Path temp;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        files.put("reads.sz", Files.readAllBytes(SmallFiles.write(temp.resolve("c.sz"), Layout.CONTAINER, READS)));
        Path directory = SmallFiles.write(temp.resolve("d"), Layout.DIRECTORY, READS);
        files.put("in/d/index", Files.readAllBytes(directory.resolve("index")));
        files.put("in/d/dat", Files.readAllBytes(directory.resolve("dat")));
        files.put("empty", new byte[0]);
        files.put(LONG, files.get("reads.sz"));
    }

    /** What writes an archive. */
    enum Kind {
        USTAR_POSIX {
            @Override
            void write(Path path, Map<String, byte[]> files) throws IOException {
                tar(path, files, TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.BIGNUMBER_POSIX);
            }
        },
        GNU {
            @Override
            void write(Path path, Map<String, byte[]> files) throws IOException {
                tar(path, files, TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.BIGNUMBER_STAR);
            }
        },
        ZIP {
            @Override
            void write(Path path, Map<String, byte[]> files) throws IOException {
                zip(path, files, Zip64Mode.Never);
            }
        },
        ZIP64 {
            @Override
            void write(Path path, Map<String, byte[]> files) throws IOException {
                zip(path, files, Zip64Mode.Always);
            }
        };

        abstract void write(Path path, Map<String, byte[]> files) throws IOException;
    }

    private static void tar(Path path, Map<String, byte[]> files, int longNames, int bigNumbers) throws IOException {
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(path), "UTF-8")) {
            out.setLongFileMode(longNames);
            out.setBigNumberMode(bigNumbers);
            out.setAddPaxHeadersForNonAsciiNames(bigNumbers == TarArchiveOutputStream.BIGNUMBER_POSIX);
            out.putArchiveEntry(new TarArchiveEntry("in/"));
            out.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
    }

    private static void zip(Path path, Map<String, byte[]> files, Zip64Mode mode) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(path)) {
            out.setUseZip64(mode);
            out.putArchiveEntry(new ZipArchiveEntry("in/"));
            out.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                entry.setMethod(ZipArchiveEntry.STORED);
                entry.setSize(file.getValue().length);
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setCrc(crc.getValue());
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
            out.setComment("a comment");
        }
    }

    private Path archive(Kind kind) throws IOException {
        Path path = temp.resolve("archive-" + kind);
        kind.write(path, files);
        return path;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void membersAreTheFiles(Kind kind) throws Exception {
        Path archive = archive(kind);
        assertTrue(Archives.isArchive(archive));
        byte[] all = Files.readAllBytes(archive);
        List<Archives.Member> members = Archives.members(archive);
        assertEquals(
                List.copyOf(files.keySet()),
                members.stream().map(Archives.Member::name).toList());
        for (Archives.Member member : members) {
            assertTrue(member.isReadable());
            byte[] range = Arrays.copyOfRange(all, (int) member.offset(), (int) (member.offset() + member.length()));
            assertArrayEquals(files.get(member.name()), range, member.name());
            Path path = Archives.root(archive).resolve(member.name());
            assertArrayEquals(range, Files.readAllBytes(path));
            assertArrayEquals(
                    range,
                    Files.readAllBytes(Archives.member(archive, member.name(), member.offset(), member.length())));
            assertEquals(member.length(), Files.size(path));
            assertEquals(path, Locations.of(Locations.text(path)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsInArchivesEqualTheOriginals(Kind kind) throws Exception {
        String text = archive(kind) + "!/";
        assertEquals(READS, SmallFiles.readAll(Locations.of(text + "reads.sz")));
        assertEquals(READS, SmallFiles.readAll(Locations.of(text + "in/d")));
        assertEquals(READS, SmallFiles.readAll(Locations.of(text + LONG)));
    }

    @Test
    void foldersAreListed() throws Exception {
        Path root = Archives.root(archive(Kind.GNU));
        try (Stream<Path> walk = Files.walk(root)) {
            assertEquals(
                    Stream.concat(
                                    Stream.of("in", "in/d", "a folder", "a folder/" + "x".repeat(180)),
                                    files.keySet().stream())
                            .sorted()
                            .toList(),
                    walk.map(path -> root.relativize(path).toString())
                            .filter(name -> !name.isEmpty())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void archivesInArchives() throws Exception {
        Path outer = temp.resolve("outer.tar");
        Kind.GNU.write(outer, Map.of("inner.zip", Files.readAllBytes(archive(Kind.ZIP))));
        assertEquals(READS, SmallFiles.readAll(Locations.of(outer + "!/inner.zip!/reads.sz")));
    }

    @Test
    void laterMembersReplaceEarlierOnes() throws Exception {
        Path path = temp.resolve("twice.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(path))) {
            for (String content : List.of("old", "newer")) {
                TarArchiveEntry entry = new TarArchiveEntry("file");
                entry.setSize(content.length());
                out.putArchiveEntry(entry);
                out.write(content.getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_LINK);
            link.setLinkName("file");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }
        assertEquals("newer", Files.readString(Archives.root(path).resolve("file")));
        assertEquals("newer", Files.readString(Archives.root(path).resolve("link")));
    }

    @Test
    void whatCannotBeReadInPlaceSaysWhatToDo() throws Exception {
        Path zip = temp.resolve("deflated.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            out.putArchiveEntry(new ZipArchiveEntry("reads.sz"));
            out.write(files.get("reads.sz"));
            out.closeArchiveEntry();
        }
        assertFalse(Archives.members(zip).get(0).isReadable());
        SzFormatException compressed =
                assertThrows(SzFormatException.class, () -> SmallFiles.readAll(Locations.of(zip + "!/reads.sz")));
        assertTrue(compressed.getMessage().contains("compressed (deflate)"), compressed.getMessage());
        assertTrue(compressed.getMessage().contains("zip -0"), compressed.getMessage());

        Path gz = temp.resolve("archive.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            Files.copy(archive(Kind.GNU), out);
        }
        assertFalse(Archives.isArchive(gz));
        SzFormatException whole =
                assertThrows(SzFormatException.class, () -> SmallFiles.readAll(Locations.of(gz + "!/reads.sz")));
        assertTrue(whole.getMessage().contains("compressed by gzip")
                && whole.getMessage().contains("unpack"));
    }

    @Test
    void whatIsNotThere() throws Exception {
        Path archive = archive(Kind.GNU);
        NoSuchFileException member =
                assertThrows(NoSuchFileException.class, () -> SmallFiles.readAll(Locations.of(archive + "!/other.sz")));
        assertTrue(member.getMessage().contains(archive + "!/other.sz"));
        assertThrows(NoSuchFileException.class, () -> Files.size(Locations.of(temp + "/none.tar!/reads.sz")));
        SzFormatException cut = assertThrows(
                SzFormatException.class,
                () -> Files.readAllBytes(Archives.member(archive, "x", Files.size(archive) - 10, 11)));
        assertTrue(cut.getMessage().contains("cut"), cut.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Archives.member(archive, "x", -1, 11));
    }

    @Test
    void nothingIsWritten() throws Exception {
        Path path = Archives.root(archive(Kind.GNU)).resolve("new.sz");
        assertThrows(FileSystemException.class, () -> Files.write(path, new byte[1]));
        assertThrows(FileSystemException.class, () -> Files.createDirectory(path));
        assertThrows(FileSystemException.class, () -> Files.delete(path));
        assertFalse(Files.isWritable(Archives.root(archive(Kind.GNU)).resolve("reads.sz")));
    }

    /** Bytes flipped, cut off and made up: whatever an archive claims, the answer is records or a format exception. */
    @ParameterizedTest
    @ValueSource(strings = {"USTAR_POSIX", "GNU", "ZIP", "ZIP64"})
    void hostileArchives(String kind) throws Exception {
        files.remove(LONG);
        files.put("n/" + "y".repeat(150), new byte[10]);
        byte[] sound = Files.readAllBytes(archive(Kind.valueOf(kind)));
        long seed = 20250117;
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = sound.clone();
            int flips = 1 + random.nextInt(8);
            for (int i = 0; i < flips; i++) {
                // Headers are at the front of TAR, and at the end of ZIP.
                int span = Math.min(bytes.length, 3000);
                int at = kind.startsWith("ZIP") && round % 3 != 0
                        ? bytes.length - 1 - random.nextInt(span)
                        : random.nextInt(span);
                bytes[at] = (byte) (round % 2 == 0 ? random.nextInt(256) : 0xFF);
            }
            if (!kind.startsWith("ZIP") && round % 4 != 0) {
                sealTarHeader(bytes);
            }
            if (round % 10 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Path path = Files.write(temp.resolve("hostile"), bytes);
            try {
                for (Archives.Member member : Archives.members(path)) {
                    assertTrue(!member.isReadable() || member.offset() + member.length() <= bytes.length);
                }
                SmallFiles.readAll(Locations.of(path + "!/reads.sz"));
            } catch (SzFormatException | NoSuchFileException e) {
                refused++;
            } catch (FileSystemException e) {
                assertTrue(e.getMessage().contains("folder"), e + ", seed " + seed + ", round " + round);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertTrue(refused > 50, refused + " refused, seed " + seed);
    }

    /** Makes the first header's sum right, so that what it claims is looked at. */
    private static void sealTarHeader(byte[] bytes) {
        for (int header = 0; header <= 1024; header += 512) {
            long sum = 0;
            for (int i = 0; i < 512; i++) {
                sum += i >= 148 && i < 156 ? ' ' : bytes[header + i] & 0xFF;
            }
            byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octal, 0, bytes, header + 148, 8);
        }
    }
}
