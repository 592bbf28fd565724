package org.szformat.virtual;

import java.io.IOException;
import org.szformat.layout.RecordFile;

/**
 * An open manifest: the records of all its members, one member after the other, read like one file.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(Path.of("run.szv"))) {
 *     Record read = reader.get(id).orElseThrow();
 *     if (reader.file() instanceof VirtualFile run) {
 *         System.out.println(run.member(run.memberCount() - 1).location());
 *     }
 * }
 * }</pre>
 *
 * <p>Attributes are read from the manifest. Members are opened when a dataset of theirs is first asked for, so many at once
 * as {@link #MAX_OPEN} says; of those that nobody reads the one that was not used for longest is closed for the next.
 * What is wrong with a member, a missing one included, is told as an {@link org.szformat.SzFormatException} that names
 * manifest and member; all others stay readable.
 */
public interface VirtualFile extends RecordFile {
    /** How many members are open at once, unless the system property {@value #MAX_OPEN_PROPERTY} says otherwise. */
    int MAX_OPEN = 256;

    /** The system property that holds another number than {@link #MAX_OPEN}; less than 1 is 1. */
    String MAX_OPEN_PROPERTY = "org.szformat.virtual.open";

    /** How many members there are. */
    long memberCount();

    /**
     * A member.
     *
     * @param number from 0 to {@link #memberCount} − 1
     * @throws IndexOutOfBoundsException when there is none of that number
     */
    Member member(long number) throws IOException;

    /**
     * The member that a record lies in.
     *
     * @param row from 0 to {@link #size} − 1
     * @throws IndexOutOfBoundsException when there is no such row
     */
    Member memberOfRow(long row) throws IOException;
}
