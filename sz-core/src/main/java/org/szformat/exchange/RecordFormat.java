package org.szformat.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * A format of other programs, as a service that {@link RecordFormats} finds. Implementations have a public constructor
 * without parameters, and no state, so they are safe for use by many threads.
 */
public interface RecordFormat {
    /** The most bytes of a file that {@link #recognises} is given. */
    int HEAD_BYTES = 4096;

    /** What can be done with files of a format. */
    enum Ability {
        /** {@link RecordFormat#open} works. */
        READ,
        /** {@link RecordFormat#create} works. */
        WRITE,
        /** {@link RecordFormat#access} works. */
        ACCESS
    }

    /** Its name, in lower case, as people give it on a command line: {@code blow5}. */
    String name();

    /** What it is, in a few words. */
    String description();

    /** The ends of its files' names, without the dot, in lower case, the usual one first: {@code fastq.gz}. */
    List<String> extensions();

    /** What can be done with its files. */
    Set<Ability> abilities();

    /** Whether several records of a file may have the same ID; where not, callers that write see to it. */
    default boolean permitsDuplicateIds() {
        return true;
    }

    /** The names of the options that {@link #open} knows, each with what it is for. */
    List<FormatOption> readOptions();

    /** The names of the options that {@link #create} knows, each with what it is for. */
    List<FormatOption> writeOptions();

    /**
     * Whether a file looks like one of this format by its content alone. A format that no content tells, like CSV, says
     * no; its files are known by their names.
     *
     * @param head the first bytes of the file, at most {@link #HEAD_BYTES}; all of them when it has no more
     */
    boolean recognises(byte[] head);

    /**
     * Opens a file of this format and reads as much of it as its schema and header need.
     *
     * @param options values for some of {@link #readOptions}
     * @throws org.szformat.SzFormatException when the file is none of this format, is damaged, or of a version that is
     *     not known
     * @throws IllegalArgumentException when an option is not known or its value is not legal
     * @throws UnsupportedOperationException when files of this format cannot be read
     * @throws IOException when it cannot be read
     */
    RecordSource open(Path path, FormatOptions options) throws IOException;

    /**
     * Opens a file of this format whose records are read one by one, in place.
     *
     * @param options values for some of {@link #readOptions}; with the same ones {@link #open} gives the same records
     * @throws org.szformat.SzFormatException when the file is none of this format, is damaged, or of a version that is
     *     not known
     * @throws IllegalArgumentException when an option is not known or its value is not legal
     * @throws UnsupportedOperationException when this format's records cannot be read in place
     * @throws IOException when it cannot be read
     */
    default RecordAccess access(Path path, FormatOptions options) throws IOException {
        throw new UnsupportedOperationException(
                "records of " + name() + " files cannot be read in place; convert the file with 'sz convert'");
    }

    /**
     * Begins a file of this format.
     *
     * @param path where; it is created, or emptied where it exists. Callers give a temporary name and rename what is
     *     finished
     * @param schema the fields of the records that will be written
     * @param header what is said of the whole file, runs included; formats write of it what they can hold, and say by
     *     {@link RecordSink#warnings} what they cannot
     * @param options values for some of {@link #writeOptions}
     * @throws IllegalArgumentException when the format cannot hold such records, or an option is not known or its value is
     *     not legal; the message names field or option and says what would do
     * @throws UnsupportedOperationException when files of this format cannot be written
     * @throws IOException when it cannot be created
     */
    RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException;
}
