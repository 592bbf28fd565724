package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.szformat.Locations;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;

/**
 * Turns paths of members into the text that a manifest keeps, and back: relative to the manifest's folder, with {@code /}
 * between names, where both are on one file system of the machine.
 */
final class MemberLocations {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

    /** What stands elsewhere cannot know of files of this machine, and is not to find out about them. */
    private static final String LOCAL_URL = "file:";

    private static final String ARCHIVE_SCHEME = "sz-archive";

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

    /** Whether a path leads into an archive. */
    static boolean isArchived(Path path) {
        return path.getFileSystem().provider().getScheme().equals(ARCHIVE_SCHEME);
    }

    private static boolean isLocal(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    /** What a manifest keeps of a path. */
    String text(Path path) throws IOException {
        if (isArchived(path)) {
            Split split = Split.ofArchived(Locations.text(path));
            return split.at(text(Locations.of(split.file())));
        }
        Path absolute = placed(path);
        if (!isLocal(absolute)) {
            return Locations.text(absolute);
        }
        if (!isLocal(folder) || !Objects.equals(absolute.getRoot(), folder.getRoot())) {
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
        Split split = split(member.entry());
        Path file = file(manifest, member);
        String inArchive = split.inArchive();
        try {
            return inArchive == null
                    ? file
                    : Archives.root(
                                    file,
                                    member.entry().parts().stream()
                                            .map(ArchivedPart::toMember)
                                            .toList())
                            .resolve(inArchive);
        } catch (IllegalArgumentException e) {
            throw invalid(manifest, member, e);
        }
    }

    /** The file that a member is: the archive of one that is in an archive. */
    Path file(Path manifest, PlacedMember member) throws SzFormatException {
        String text = split(member.entry()).file();
        if (!isLocal(folder) && text.regionMatches(true, 0, LOCAL_URL, 0, LOCAL_URL.length())) {
            throw new SzFormatException(
                    manifest,
                    "member " + member.number(),
                    "the path '" + member.entry().location()
                            + "', a file of this machine, though the manifest is not on it",
                    "a path from the manifest's folder, or the URL of a server; who trusts it reads a copy on this machine");
        }
        try {
            return URL.matcher(text).lookingAt()
                    ? Locations.of(text)
                    : folder.resolve(text).normalize();
        } catch (IllegalArgumentException e) {
            throw invalid(manifest, member, e);
        }
    }

    private static SzFormatException invalid(Path manifest, PlacedMember member, IllegalArgumentException e) {
        return new SzFormatException(
                manifest,
                "member " + member.number(),
                "the path '" + member.entry().location() + "': " + e.getMessage(),
                "the path of a file",
                e);
    }

    static Split split(MemberEntry entry) {
        return entry.parts().isEmpty() ? new Split(entry.location(), null) : Split.ofArchived(entry.location());
    }

    /**
     * The text of a place, cut where an archive ends.
     *
     * @param inArchive what it is called in the archive; null when it is in none
     */
    record Split(String file, @Nullable String inArchive) {
        private static final String MARK = "!/";

        static Split ofArchived(String text) {
            int at = text.lastIndexOf(MARK);
            return at < 0
                    ? new Split(text, null)
                    : new Split(text.substring(0, at), text.substring(at + MARK.length()));
        }

        /** The same place in an archive that is elsewhere. */
        String at(String newFile) {
            return inArchive == null ? newFile : newFile + MARK + inArchive;
        }
    }
}
