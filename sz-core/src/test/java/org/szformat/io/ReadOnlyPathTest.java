package org.szformat.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.archive.Archives;

/** Paths of our own file systems do what those of this machine do; the names of both are compared. */
class ReadOnlyPathTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void write() throws IOException {
        Path archive = Files.write(temp.resolve("bytes"), "0123456789".getBytes("US-ASCII"));
        root = Archives.root(
                archive, Set.of(Archives.Member.stored("a/b/c.txt", 2, 5), Archives.Member.stored("a/d.txt", 0, 0)));
    }

    private Path path(String text) {
        return text.startsWith("/")
                ? root.resolve(text.substring(1))
                : root.getFileSystem().getPath(text);
    }

    private String text(Object path) {
        String text = String.valueOf(path);
        String prefix = root.toString().substring(0, root.toString().length() - 1);
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    @ParameterizedTest
    @CsvSource({"/a/b/c.txt,/a/d.txt", "a/b,a", "/a/../../b,/", "x,x/y", "../x,../../y", "/,/a", "a/b/c,b/c", "/a/b,a/b"
    })
    void namesAsOnThisMachine(String one, String other) {
        Path expected = Path.of(one);
        Path found = path(one);
        assertEquals(expected.toString(), text(found));
        assertEquals(String.valueOf(expected.getFileName()), text(found.getFileName()));
        assertEquals(String.valueOf(expected.getParent()), text(found.getParent()));
        assertEquals(String.valueOf(expected.getRoot()), text(found.getRoot()));
        assertEquals(expected.getNameCount(), found.getNameCount());
        assertEquals(expected.normalize().toString(), text(found.normalize()));
        assertEquals(expected.resolve(other).toString(), text(found.resolve(path(other))));
        assertEquals(expected.resolveSibling("s").toString(), text(found.resolveSibling("s")));
        assertEquals(expected.startsWith(Path.of(other)), found.startsWith(path(other)));
        assertEquals(expected.endsWith(Path.of(other)), found.endsWith(path(other)));
        assertEquals(expected.equals(Path.of(other)), found.equals(path(other)));
        assertEquals(Integer.signum(expected.compareTo(Path.of(other))), Integer.signum(found.compareTo(path(other))));
        for (int i = 0; i < expected.getNameCount(); i++) {
            assertEquals(expected.getName(i).toString(), text(found.getName(i)));
        }
        assertEquals(found, path(one));
        assertEquals(found.hashCode(), path(one).hashCode());
        if (one.contains("..")) {
            return; // What is relative to that, versions of Java do not agree on.
        }
        if (expected.isAbsolute() == Path.of(other).isAbsolute()) {
            assertEquals(expected.relativize(Path.of(other)).toString(), text(found.relativize(path(other))));
        } else {
            assertThrows(IllegalArgumentException.class, () -> found.relativize(path(other)));
        }
    }

    @Test
    void pathsOfTwoFileSystems() throws Exception {
        assertNotEquals(root, Archives.root(temp.resolve("other")));
        assertEquals(temp, root.resolve(temp));
        assertFalse(root.startsWith(temp) || root.endsWith(temp));
        assertThrows(IllegalArgumentException.class, () -> root.relativize(temp));
        assertThrows(IllegalArgumentException.class, () -> root.subpath(0, 1));
        assertThrows(UnsupportedOperationException.class, root::toFile);
        assertTrue(root.toUri().toString().startsWith("sz-archive:"));
        assertEquals(path("/a/d.txt"), path("/a/b/../d.txt").toRealPath());
        assertThrows(NoSuchFileException.class, () -> path("/b").toRealPath());
        FileSystem system = root.getFileSystem();
        system.close();
        assertTrue(system.isOpen() && system.isReadOnly());
        assertEquals(root, system.getRootDirectories().iterator().next());
        assertTrue(system.getPathMatcher("glob:**.txt").matches(path("/a/d.txt")));
        assertFalse(system.getFileStores().iterator().hasNext());
        assertThrows(UnsupportedOperationException.class, system::newWatchService);
        assertThrows(UnsupportedOperationException.class, system::getUserPrincipalLookupService);
        assertThrows(FileSystemException.class, () -> Files.getFileStore(root));
    }

    @Test
    void attributes() throws Exception {
        Path file = path("/a/b/c.txt");
        assertEquals(5L, Files.readAttributes(file, "size,isDirectory").get("size"));
        assertEquals(
                Set.of("size"),
                new HashSet<>(Files.readAttributes(file, "basic:size").keySet()));
        assertEquals(9, Files.readAttributes(file, "*").size() + 1);
        assertTrue(Files.isDirectory(path("/a")) && !Files.isDirectory(file) && !Files.isSymbolicLink(file));
        assertFalse(Files.isHidden(file));
        assertTrue(Files.isSameFile(file, path("/a/b/c.txt")));
        assertThrows(UnsupportedOperationException.class, () -> Files.readAttributes(file, PosixFileAttributes.class));
        BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
        assertEquals("basic", view.name());
        assertEquals(5, view.readAttributes().size());
        FileTime time = FileTime.fromMillis(1);
        assertThrows(FileSystemException.class, () -> view.setTimes(time, time, time));
        assertThrows(FileSystemException.class, () -> Files.setLastModifiedTime(file, time));
        assertThrows(FileSystemException.class, () -> Files.setAttribute(file, "size", 3L));
        assertNull(Files.getFileAttributeView(file, java.nio.file.attribute.PosixFileAttributeView.class));
    }

    @Test
    void theChannel() throws Exception {
        Path file = path("/a/b/c.txt");
        SeekableByteChannel channel = Files.newByteChannel(file);
        try (channel) {
            ByteBuffer direct = ByteBuffer.allocateDirect(3);
            assertEquals(3, channel.read(direct));
            assertEquals('2', direct.get(0));
            ByteBuffer rest = ByteBuffer.allocate(10).position(1);
            assertEquals(2, channel.read(rest));
            assertEquals('5', rest.get(1));
            assertEquals(-1, channel.read(rest));
            assertEquals(5, channel.position());
            assertEquals(1, channel.position(1).position());
            assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
            assertThrows(NonWritableChannelException.class, () -> channel.write(rest));
            assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
            assertTrue(channel.isOpen());
        }
        assertFalse(channel.isOpen());
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
        assertArrayEquals("23456".getBytes("US-ASCII"), Files.readAllBytes(file));
        assertThrows(FileSystemException.class, () -> FileChannel.open(file));
        assertThrows(FileSystemException.class, () -> FileChannel.open(file, StandardOpenOption.WRITE));
    }

    @Test
    void nothingIsChanged() throws Exception {
        Path file = path("/a/d.txt");
        Path local = temp.resolve("copy");
        Files.copy(path("/a/b/c.txt"), local);
        assertEquals("23456", Files.readString(local));
        assertThrows(FileSystemException.class, () -> Files.copy(local, path("/a/new")));
        assertThrows(FileSystemException.class, () -> Files.move(file, path("/a/new")));
        assertThrows(FileSystemException.class, () -> Files.copy(file, path("/a/new")));
        assertThrows(FileSystemException.class, () -> Files.newByteChannel(path("/a")));
        assertThrows(FileSystemException.class, () -> Files.list(file));
        try (Stream<Path> files = Files.list(path("/a"))) {
            assertEquals(Set.of(path("/a/b"), file), new HashSet<>(files.toList()));
        }
    }
}
