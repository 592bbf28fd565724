package org.szformat.staging;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process that was killed left of a {@link StagedPath}: beside the target {@code .NAME.MARK.tmp}, which was to
 * become it; {@code .NAME.MARK.old}, which it was before; {@code .NAME.MARK.work}, a folder; and {@code .NAME.MARK.lock},
 * the {@link LiveMark}. A mark has eight hexadecimal digits.
 */
final class Remains {
    static final String TEMPORARY = "tmp";
    static final String OLD = "old";
    static final String WORK = "work";
    static final String LOCK = "lock";

    private static final Pattern NAME =
            Pattern.compile("\\.(.+)\\.([0-9a-f]{8})\\.(?:tmp|old|work|lock)", Pattern.DOTALL);

    private Remains() {}

    /** The place of one kind of a target's files in a folder. */
    static Path path(Path folder, Path target, String mark, String kind) {
        return folder.resolve("." + target.getFileName() + "." + mark + "." + kind);
    }

    /**
     * Removes what is left of targets in a folder by processes that are no more. Where one died between taking away what
     * was there and putting the new one there, that is finished first.
     *
     * @param folder beside the targets, or for temporary files
     * @param targets by their names
     */
    static void clear(Path folder, Map<String, Path> targets) throws IOException {
        for (Left left : left(folder, targets)) {
            try (LiveMark dead = LiveMark.takeOver(path(folder, left.target(), left.mark(), LOCK))) {
                if (dead != null) {
                    clear(folder, left.target(), left.mark());
                }
            }
        }
    }

    /** That there is something of a target, by someone of that mark. */
    private record Left(Path target, String mark) {}

    private static void clear(Path folder, Path target, String mark) throws IOException {
        Path temporary = path(folder, target, mark, TEMPORARY);
        Path old = path(folder, target, mark, OLD);
        if (exists(old) && !folder.equals(target.getParent())) {
            // The folder for temporary files is also that of a file of the same name, whose remains these are.
            return;
        }
        if (exists(old) && !exists(target)) {
            // What took the target's place away had the new one whole.
            Files.move(exists(temporary) ? temporary : old, target, StandardCopyOption.ATOMIC_MOVE);
        }
        remove(old);
        remove(temporary);
        remove(path(folder, target, mark, WORK));
    }

    private static Set<Left> left(Path folder, Map<String, Path> targets) throws IOException {
        Set<Left> all = new LinkedHashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher matcher = NAME.matcher(String.valueOf(entry.getFileName()));
                Path target = matcher.matches() ? targets.get(matcher.group(1)) : null;
                if (target != null) {
                    all.add(new Left(target, matcher.group(2)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException e) {
            // What cannot be seen stays.
            return Set.of();
        }
        return all;
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static void remove(Path path) throws IOException {
        if (!exists(path)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(path)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : contents) {
            Files.deleteIfExists(entry);
        }
    }
}
