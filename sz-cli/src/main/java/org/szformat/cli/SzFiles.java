package org.szformat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.layout.Layouts;

/** Tells SZ files from others, and finds them in folders. */
final class SzFiles {
    private static final Set<String> PARTS = Set.of("index", "dat", "index.new");
    private static final int INDEX_MARK = '#';

    private SzFiles() {}

    /**
     * Whether what lies there looks like an SZ file, whole or damaged. Other programs too call a file {@code index}, so
     * that alone is not enough.
     */
    static boolean isSz(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return Files.isRegularFile(path.resolve("dat")) || isIndex(path.resolve("index"));
        }
        for (Layout layout : Layout.values()) {
            if (Files.isRegularFile(path) && Layouts.of(layout).recognises(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIndex(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == INDEX_MARK;
        }
    }

    static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The names of what lies in an SZ directory and is no part of it. */
    static List<String> othersIn(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !PARTS.contains(name))
                    .sorted()
                    .toList();
        }
    }

    /** The SZ files in a folder and the folders in it, sorted; the folder itself, if it is one. */
    static List<Path> in(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (isSz(directory)) {
                    found.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isSz(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
