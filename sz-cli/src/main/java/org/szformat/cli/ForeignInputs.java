package org.szformat.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.cli.term.Progress;
import org.szformat.cli.term.StandardStreams;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.staging.SzFiles;
import org.szformat.virtual.CombineListener;
import org.szformat.virtual.Virtual;
import org.szformat.virtual.VirtualFile;

/**
 * Files of other formats in the place of SZ files. Where their records can be read one by one as they lie, a manifest of
 * each, in a temporary folder, leads to them until this is closed; messages name the files. Others are refused with what to
 * do. Confined to one thread.
 */
final class ForeignInputs implements Closeable {
    private static final String EXTENSION = ".sz";

    private final StandardStreams streams;
    private final Map<Path, Path> manifests = new HashMap<>();
    private final List<Path> folders = new ArrayList<>();
    private final Thread atExit = new Thread(this::delete, "sz-clean");

    ForeignInputs(StandardStreams streams) {
        this.streams = streams;
    }

    /**
     * What is to be opened to read files: each itself, or what leads to its records.
     *
     * @param threads how many of them are looked through at once
     * @param tmpDir where the manifests are; null for the system's folder for such
     * @throws FailedException when one is of a format that has to be converted first, or is damaged
     */
    List<Path> readable(List<Path> paths, int threads, @Nullable Path tmpDir)
            throws IOException, InterruptedException, FailedException {
        Set<Path> foreign = new LinkedHashSet<>();
        for (Path path : paths) {
            if (!manifests.containsKey(path) && isForeign(path)) {
                foreign.add(path);
            }
        }
        if (!foreign.isEmpty()) {
            combine(foreign, threads, tmpDir);
        }
        return paths.stream().map(path -> manifests.getOrDefault(path, path)).toList();
    }

    /** Whether a file is of another format; what is not there, and what is called an SZ file, opening tells about. */
    static boolean isForeign(Path path) throws IOException {
        if (!Files.isRegularFile(path) || SzFiles.isSz(path)) {
            return false;
        }
        boolean isCalledSo = String.valueOf(path.getFileName()).endsWith(EXTENSION);
        return !isCalledSo || RecordFormats.of(path).isPresent();
    }

    /** The name of the SZ file that a file of another format would become. */
    static Path own(Path path) {
        return path.resolveSibling(stem(path) + EXTENSION);
    }

    private void combine(Set<Path> foreign, int threads, @Nullable Path tmpDir)
            throws IOException, InterruptedException, FailedException {
        for (Path path : foreign) {
            requireAccess(path);
        }
        Path folder = tmpDir == null
                ? Files.createTempDirectory("sz-manifests-")
                : Files.createTempDirectory(tmpDir, "sz-manifests-");
        if (folders.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
        folders.add(folder);
        ExecutorService workers = Tasks.pool(Math.min(threads, foreign.size()), "sz-scan");
        try (Progress progress = streams.progress("scan", foreign.size())) {
            List<Future<Path>> scans = new ArrayList<>();
            for (Path path : foreign) {
                Path manifest = Files.createDirectory(folder.resolve(String.valueOf(scans.size())))
                        .resolve(stem(path) + ".szv");
                scans.add(workers.submit(() -> scan(path, manifest, foreign.size() == 1 ? threads : 1)));
            }
            int next = 0;
            for (Path path : foreign) {
                Path manifest = result(scans.get(next++), path);
                manifests.put(path, manifest);
                rename(manifest, path);
                progress.step(1);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void requireAccess(Path path) throws IOException, FailedException {
        if (!format(path).abilities().contains(RecordFormat.Ability.ACCESS)) {
            throw new FailedException(path + ": is no SZ file; " + convert(path, "") + " makes one of it first");
        }
    }

    /**
     * The format of a file that {@linkplain #isForeign is of another}.
     *
     * @throws SzFormatException when it is of none that is known
     * @throws FailedException when it is an archive
     */
    static RecordFormat format(Path path) throws IOException, FailedException {
        Optional<RecordFormat> format = RecordFormats.of(path);
        if (format.isPresent()) {
            return format.get();
        }
        if (Archives.isArchive(path)) {
            throw new FailedException(path + ": is an archive; name a file in it, as " + path
                    + "!/NAME, or make a manifest of all of it by 'sz combine'");
        }
        throw new SzFormatException(
                path,
                "file",
                "no SZ file and no known format",
                "an SZ file, or a file of one of the formats that 'sz formats' lists");
    }

    private Path scan(Path path, Path manifest, int threads) throws IOException, InterruptedException {
        CombineListener listener = new CombineListener() {
            @Override
            public void warning(String message) {
                streams.warn(message);
            }
        };
        Virtual.combine(List.of(path)).threads(threads).onProgress(listener).to(manifest, OnExisting.REFUSE);
        return manifest;
    }

    private static Path result(Future<Path> scan, Path path) throws IOException, InterruptedException, FailedException {
        try {
            return Tasks.result(scan);
        } catch (SzFormatException e) {
            throw new FailedException(
                    FailureMessage.of(e) + "; " + convert(path, "--skip-damaged ") + " takes what is sound of it", e);
        }
    }

    /** Lets messages name the file in the place of its manifest, which has no other member. */
    private void rename(Path manifest, Path path) throws IOException {
        try (RecordFile file = Layouts.open(manifest, ReadOptions.defaults())) {
            String member = file instanceof VirtualFile virtual
                    ? ": member 0, " + virtual.member(0).location()
                    : "";
            streams.rename(manifest + member, path.toString());
            streams.rename(manifest.toString(), path.toString());
        }
    }

    private static String convert(Path path, String option) {
        return "'sz convert " + option + quoted(path.toString()) + " "
                + quoted(own(path).toString()) + "'";
    }

    private static String stem(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w./+:@%,=-]+") ? word : '"' + word.replaceAll("([\"\\\\$`])", "\\\\$1") + '"';
    }

    @Override
    public void close() {
        if (!folders.isEmpty()) {
            delete();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // The process ends, and the hook runs.
            }
        }
    }

    private void delete() {
        for (Path folder : List.copyOf(folders)) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException fault)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // What is left lies among the temporary files, where the system removes it.
            }
        }
    }
}
