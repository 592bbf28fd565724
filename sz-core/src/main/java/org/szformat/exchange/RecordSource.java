package org.szformat.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * The records of a file of another format, in its order, in parts that many threads can decode at once.
 *
 * <pre>{@code
 * try (RecordSource source = RecordFormats.open(path, FormatOptions.defaults())) {
 *     for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
 *         for (Record record : part.decode()) {
 *             writer.put(record);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #next} is called by one thread at a time; its parts are decoded by any threads, also at once, until the
 * source is closed. Memory is bounded by the parts that a caller holds: a source keeps nothing of those it gave.
 */
public interface RecordSource extends Closeable {
    /** The file. */
    Path path();

    /** The fields of its records; nanopore fields by their common names. */
    Schema schema();

    /** What the file says of itself, and its runs. */
    Header header();

    /** The number of records, where the file tells it without being read. */
    OptionalLong size();

    /** How large the file is, in bytes: what the parts' {@link Part#position} runs to. */
    long bytes();

    /**
     * The next part of the file, or null at its end.
     *
     * @throws org.szformat.SzFormatException when the file is damaged there; a source that can go on behind the damage
     *     gives the next part at the next call, others end
     */
    @Nullable
    Part next() throws IOException;

    /**
     * What was noticed since the source was opened that loses nothing people rely on but that they should know, each once:
     * for people to read. Complete when {@link #next} has returned null and all parts are decoded.
     */
    List<String> warnings();

    /** Some records that follow one another. Decoded once, by any thread. */
    interface Part {
        /** How many bytes of memory it takes until it is decoded, and its records afterwards, roughly; at least 1. */
        long footprint();

        /** How far in the file it ends, in bytes, for progress; never less than the part before it. */
        long position();

        /**
         * Its records, each of the source's schema.
         *
         * @throws org.szformat.SzFormatException when the file is damaged there; the message names the record where that is
         *     known
         */
        List<Record> decode() throws IOException;

        /**
         * As {@link #decode}, but goes on past damage: those of its records that are sound. Where a part can only be had
         * whole, that is all of them or none.
         *
         * @param damages told what is passed over, in order
         * @throws IOException when the file cannot be read
         */
        default List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            try {
                return decode();
            } catch (SzFormatException e) {
                damages.accept(Damage.of(e));
                return List.of();
            }
        }
    }
}
