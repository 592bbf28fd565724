package org.szformat.staging;

import java.io.IOException;
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
public final class SzFiles {
    private static final Set<String> PARTS = Set.of("index", "dat", "index.new");

    private SzFiles() {}

    /** Whether what lies there looks like an SZ file, whole or damaged. */
    public static boolean isSz(Path path) throws IOException {
        return Files.isReadable(path) && Layouts.recognise(path).isPresent();
    }

    /**
     * Whether it looks like an SZ file with records of its own, which a manifest has not: what has been found by searching a
     * folder counts once.
     */
    public static boolean hasOwnRecords(Path path) throws IOException {
        return Files.isReadable(path)
                && Layouts.recognise(path)
                        .filter(layout -> layout != Layout.VIRTUAL)
                        .isPresent();
    }

    /** Whether a directory lies there with nothing in it. */
    public static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The names of what lies in an SZ directory and is no part of it. */
    public static List<String> othersIn(Path path) throws IOException {
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

    /**
     * The SZ files in a folder and the folders in it, sorted; the folder itself, if it is one. Manifests are not among them,
     * since their records are those of other files.
     */
    public static List<Path> in(Path folder) throws IOException {
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
                if (hasOwnRecords(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
