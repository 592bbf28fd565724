package org.szformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationsTest {
    @TempDir
    Path temp;

    @Test
    void filesOfThisMachine() throws Exception {
        assertEquals(Path.of("a/b.sz"), Locations.of("a/b.sz"));
        assertEquals("a/b.sz", Locations.text(Path.of("a/b.sz")));
        Path file = Files.createFile(temp.resolve("x y.sz"));
        assertEquals(file, Locations.of(file.toUri().toString()));
        assertEquals(file, Locations.of("file://" + file));
    }

    @Test
    void exclamationMarksInNamesOfFolders() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("wow!"));
        assertEquals(folder.resolve("reads.sz"), Locations.of(folder + "/reads.sz"));
        Path member = Locations.of(folder + "/run.tar!/a//./reads.sz");
        assertEquals(folder + "/run.tar!/a/reads.sz", member.toString());
        assertEquals("reads.sz", member.getFileName().toString());
        assertEquals(
                Locations.of(folder + "/run.tar!/a/b/c"),
                member.resolveSibling("b").resolve(Path.of("c")));
    }

    @Test
    void relativeArchivesBecomeAbsolute() {
        Path member = Locations.of("run.tar!/reads.sz");
        assertEquals(
                Path.of("run.tar").toAbsolutePath() + "!/reads.sz",
                member.toAbsolutePath().toString());
    }

    @Test
    void otherFileSystems() throws Exception {
        Path zip = temp.resolve("z.zip");
        URI uri = URI.create("jar:" + zip.toUri());
        try (FileSystem system = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            Path path = system.getPath("/a/b.sz");
            assertEquals(path, Locations.of(Locations.text(path)));
        }
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        InvalidPathException scheme =
                assertThrows(InvalidPathException.class, () -> Locations.of("gopher://host/reads.sz"));
        assertTrue(scheme.getMessage().contains("gopher:"), scheme.getMessage());
        assertThrows(InvalidPathException.class, () -> Locations.of("a\0b"));
    }
}
