package org.szformat.staging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.layout.Durability;
import org.szformat.layout.OnExisting;

/** What is there under which name, whatever ends a process. */
class StagedPathTest {
    private static final String MARK = ".0123abcd.";

    @TempDir
    Path temp;

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(temp)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private Path file(String name) throws IOException {
        return Files.writeString(temp.resolve(name), name);
    }

    @Test
    void remainsOfTheDeadGoAndNothingElse() throws Exception {
        Path target = temp.resolve("a.sz");
        file(".a.sz" + MARK + "tmp");
        file(".a.sz" + MARK + "lock");
        file(".a.sz.76543210.tmp");
        Files.writeString(
                Files.createDirectory(temp.resolve(".a.sz" + MARK + "work")).resolve("run-1"), "");
        file(".b.sz" + MARK + "tmp");
        file(".a.sz" + MARK + "txt");
        file("a.sz" + MARK + "tmp");
        file(".a.sz.0123abcx.tmp");
        StagedPath.clearRemains(target, Optional.of(temp));
        assertEquals(
                Set.of(".b.sz" + MARK + "tmp", ".a.sz" + MARK + "txt", "a.sz" + MARK + "tmp", ".a.sz.0123abcx.tmp"),
                names());
    }

    @Test
    void whatTheLivingWriteStays() throws Exception {
        Path target = temp.resolve("a.sz");
        file(".a.sz" + MARK + "tmp");
        Path lock = file(".a.sz" + MARK + "lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock();
                StagedPath staged = StagedPath.forSz(target, OnExisting.REFUSE)) {
            assertTrue(held.isValid());
            Files.writeString(staged.temporary(), "new");
            Set<String> before = names();
            StagedPath.clearRemains(target, Optional.empty());
            assertEquals(before, names());
            assertEquals(4, before.size());
            staged.commit();
            assertEquals("new", Files.readString(target));
        }
        StagedPath.clearRemains(target, Optional.empty());
        assertEquals(Set.of("a.sz"), names());
    }

    @Test
    void directoryThatWasTakenAwayIsPutBack() throws Exception {
        Path target = temp.resolve("a");
        Files.writeString(
                Files.createDirectory(temp.resolve(".a" + MARK + "old")).resolve("index"), "old");
        StagedPath.clearRemains(target, Optional.empty());
        assertEquals("old", Files.readString(target.resolve("index")));
        assertEquals(Set.of("a"), names());
    }

    @Test
    void directoryThatWasToTakeAnothersPlaceTakesIt() throws Exception {
        Path target = temp.resolve("a");
        Files.writeString(
                Files.createDirectory(temp.resolve(".a" + MARK + "old")).resolve("index"), "old");
        Files.writeString(
                Files.createDirectory(temp.resolve(".a" + MARK + "tmp")).resolve("index"), "new");
        StagedPath.clearRemains(target, Optional.empty());
        assertEquals("new", Files.readString(target.resolve("index")));
        assertEquals(Set.of("a"), names());
    }

    @Test
    void replacedDirectoryIsRemovedWhenTheNewOneIsThere() throws Exception {
        Path target = Files.createDirectory(temp.resolve("a"));
        Files.writeString(target.resolve("index"), "new");
        Files.createDirectory(temp.resolve(".a" + MARK + "old"));
        StagedPath.clearRemains(target, Optional.empty());
        assertEquals("new", Files.readString(target.resolve("index")));
        assertEquals(Set.of("a"), names());
    }

    @Test
    void whatIsBesideAnotherFileOfTheNameIsNotOfThisOne() throws Exception {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.writeString(
                Files.createDirectory(other.resolve(".a" + MARK + "old")).resolve("index"), "old");
        Files.writeString(
                Files.createDirectory(other.resolve(".a" + MARK + "tmp")).resolve("index"), "new");
        Path target = temp.resolve("a");
        StagedPath.clearRemains(target, Optional.of(other));
        assertFalse(Files.exists(target));
        Files.createDirectory(target);
        StagedPath.clearRemains(target, Optional.of(other));
        StagedPath.clearRemains(other.resolve("a"), Optional.empty());
        assertEquals("new", Files.readString(other.resolve("a").resolve("index")));
    }

    @Test
    void folderForTemporaryFilesMayBeTheTargetsOwnUnderAnotherName() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        List<Path> names = new ArrayList<>(List.of(folder, folder.resolve("."), temp.resolve("x/../folder")));
        Files.createDirectory(temp.resolve("x"));
        names.add(Files.createSymbolicLink(temp.resolve("link"), folder));
        for (Path name : names) {
            for (Path target :
                    List.of(folder.resolve("a.sz"), temp.resolve("link").resolve("b.sz"))) {
                try (StagedPath staged = StagedPath.forSz(target, OnExisting.REFUSE, Optional.of(name))) {
                    Files.writeString(staged.temporary(), "new");
                    staged.commit();
                }
                Files.delete(target);
                try (Stream<Path> left = Files.list(folder)) {
                    assertFalse(left.findAny().isPresent());
                }
            }
        }
    }

    @Test
    void permissionsStay() throws Exception {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path target = file("a.txt");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        try (StagedPath staged = StagedPath.forFile(target, OnExisting.REPLACE, Optional.empty())) {
            Files.writeString(staged.temporary(), "new");
            staged.commit(Durability.SYNC);
        }
        assertEquals("new", Files.readString(target));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }

    @Test
    void workFolderGoesInTheEnd() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("elsewhere"));
        Path target = temp.resolve("a.sz");
        try (StagedPath staged = StagedPath.forSz(target, OnExisting.REFUSE, Optional.of(folder))) {
            Files.writeString(staged.workFolder().resolve("run"), "");
            assertEquals(folder.toRealPath(), staged.workFolder().getParent());
            Files.writeString(staged.temporary(), "new");
            staged.commit();
        }
        assertEquals("new", Files.readString(target));
        assertEquals(Set.of("a.sz", "elsewhere"), names());
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.findAny().isPresent());
        }
    }
}
