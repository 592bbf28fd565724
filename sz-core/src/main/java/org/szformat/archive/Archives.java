package org.szformat.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.szformat.io.PositionalFile;

/**
 * Archives whose members are read where they lie: TAR (ustar, GNU and PAX) and ZIP (ZIP64 too), as far as members are
 * stored and not compressed. Thread-safe.
 *
 * <p>A member is a {@link Path} like any other, of a read-only file system; its text is {@code archive.tar!/reads.sz}, as
 * {@link org.szformat.Locations} understands it. Archives may be local, remote, or members of archives themselves.
 *
 * <pre>{@code
 * for (Archives.Member member : Archives.members(Path.of("run.tar"))) {
 *     System.out.println(member.name() + " at " + member.offset());
 * }
 * try (CompressedFile.Reader reader = CompressedFile.open(Archives.root(Path.of("run.tar")).resolve("a/reads.sz"))) {
 *     System.out.println(reader.size());
 * }
 * }</pre>
 */
public final class Archives {
    private Archives() {}

    /**
     * A file in an archive.
     *
     * @param name its path in the archive, with {@code /} between folders and without one at the front
     * @param offset where its bytes begin in the archive; −1 when they cannot be read in place
     * @param length how many bytes it has, once decompressed where it is compressed
     * @param obstacle why it cannot be read in place, such as {@code compressed (deflate)}; empty when it can
     */
    public record Member(String name, long offset, long length, String obstacle) {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when it can be read but begins nowhere, or its length is negative
         */
        public Member {
            if (length < 0 || obstacle.isEmpty() && offset < 0) {
                throw new IllegalArgumentException("member '" + name + "' of " + length + " bytes at offset " + offset
                        + "; neither can be negative");
            }
        }

        /** A member that can be read in place. */
        public static Member stored(String name, long offset, long length) {
            return new Member(name, offset, length, "");
        }

        /** Whether its bytes can be read in place. */
        public boolean isReadable() {
            return obstacle.isEmpty();
        }
    }

    /**
     * Whether a file is an archive, by its content; compressed ones, such as {@code .tar.gz}, are none.
     *
     * @throws IOException when it cannot be read
     */
    public static boolean isArchive(Path file) throws IOException {
        try (PositionalFile bytes = PositionalFile.open(file)) {
            return Listing.isArchive(bytes);
        }
    }

    /**
     * The files in an archive, in its order; of several with one name the last.
     *
     * @throws org.szformat.SzFormatException when it is no archive, or damaged, or compressed as a whole
     * @throws IOException when it cannot be read
     */
    public static List<Member> members(Path archive) throws IOException {
        try (PositionalFile bytes = PositionalFile.open(archive)) {
            List<Member> members = new ArrayList<>();
            for (Entry entry : Listing.of(archive, bytes).entries()) {
                members.add(entry.locate(archive, bytes));
            }
            return members;
        }
    }

    /** The folder that all members of an archive are in; the archive is first read when something in it is asked for. */
    public static Path root(Path archive) {
        return new ArchiveFileSystem(archive, null).root();
    }

    /**
     * The folder that some members of an archive are in, whose places are known, so that the archive is not listed: the
     * two files of an SZ directory, say. Where they are not in the archive any more, opening them says so.
     */
    public static Path root(Path archive, Collection<Member> known) {
        return new ArchiveFileSystem(archive, Listing.of(archive, known)).root();
    }

    /**
     * A member whose place is known, so that the archive is not listed. Its parents hold no other members.
     *
     * @param name its path in the archive
     * @param offset where its bytes begin in the archive
     * @param length how many there are
     * @throws IllegalArgumentException when offset or length are negative
     */
    public static Path member(Path archive, String name, long offset, long length) {
        return root(archive, List.of(Member.stored(name, offset, length))).resolve(name);
    }
}
