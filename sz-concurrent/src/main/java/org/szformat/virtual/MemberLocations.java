package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.szformat.SzFormatException;

/**
 * Turns paths of members into the text that a manifest keeps, and back: relative to the manifest's folder, with {@code /}
 * between names, where both are on one file system of the machine.
 */
final class MemberLocations {
    private final Path folder;

    private MemberLocations(Path folder) {
        this.folder = folder;
    }

    /** Of members of a manifest at a path, where it need not be yet. */
    static MemberLocations besides(Path manifest) throws IOException {
        Path real = Files.exists(manifest) ? real(manifest) : placed(manifest);
        Path parent = real.getParent();
        return new MemberLocations(parent == null ? real : parent);
    }

    private static Path real(Path path) throws IOException {
        return isLocal(path) ? path.toRealPath() : path.toAbsolutePath();
    }

    /** A path whose folder has its real name, so that what leads from one to another does so whatever links there are. */
    private static Path placed(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent == null || !isLocal(path) || !Files.exists(parent)
                ? absolute
                : parent.toRealPath().resolve(absolute.getFileName());
    }

    private static boolean isLocal(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    /** What a manifest keeps of a path. */
    String text(Path path) throws IOException {
        Path absolute = placed(path);
        if (!isLocal(absolute)) {
            return absolute.toUri().toString();
        }
        if (!isLocal(folder) || !absolute.getRoot().equals(folder.getRoot())) {
            return absolute.toString();
        }
        return slashes(folder.relativize(absolute).toString());
    }

    private static String slashes(String text) {
        return text.replace(FileSystems.getDefault().getSeparator(), "/");
    }

    /**
     * Where a member lies.
     *
     * @throws SzFormatException when a path cannot be made of the text
     */
    Path path(Path manifest, PlacedMember member) throws SzFormatException {
        String text = member.entry().location();
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new SzFormatException(
                    manifest, "member " + member.number(), "the path '" + text + "'", "the path of a file", e);
        }
    }
}
