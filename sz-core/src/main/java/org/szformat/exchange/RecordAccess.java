package org.szformat.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * A file of another format whose records are read one by one, in place: a scan tells where each lies, and what is kept of
 * that finds it again, also in another process.
 *
 * <pre>{@code
 * try (RecordAccess file = format.access(path, FormatOptions.defaults())) {
 *     Map<String, RecordAccess.Place> places = new HashMap<>();
 *     for (RecordAccess.Part part = file.next(); part != null; part = file.next()) {
 *         for (RecordAccess.Placed placed : part.decode()) {
 *             places.put(placed.attributes().key(), placed.place());
 *         }
 *     }
 *     Record record = file.read(places.get(id), Projection.all(file.schema()));
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, but that {@link #next} is called by one at a time; parts are decoded by any threads,
 * also at once, until the file is closed. The file is not changed while it is open.
 */
public interface RecordAccess extends Closeable {
    /**
     * Where a record lies, in its format's own terms: in BLOW5 the offset and length of its bytes, in POD5 batch and row of
     * the reads table. Callers keep it and give it back; they only may take {@code position} to grow with the file.
     *
     * @param position the first of two numbers, at least 0
     * @param length the second, at least 0
     */
    record Place(long position, long length) {}

    /**
     * A record without its datasets, and where all of it lies.
     *
     * @param attributes what it has of {@link RecordAccess#attributeSchema}
     * @param place what {@link RecordAccess#read} takes
     */
    record Placed(Record attributes, Place place) {}

    /** Some records that follow one another. Decoded once, by any thread. */
    interface Part {
        /** How many bytes of memory it takes until it is decoded, and its records afterwards, roughly; at least 1. */
        long footprint();

        /** How far in the file it ends, in bytes, for progress; never less than the part before it. */
        long position();

        /**
         * Its records' attributes, and where they lie.
         *
         * @throws org.szformat.SzFormatException when the file is damaged there; the message names the record where that is
         *     known
         */
        List<Placed> decode() throws IOException;
    }

    /** The file. */
    Path path();

    /** The fields of its records: those that {@link RecordSource#schema} of the same file has. */
    Schema schema();

    /** Its attributes alone, with the same key. */
    Schema attributeSchema();

    /** What the file says of itself, and its runs. */
    Header header();

    /** How large the file is, in bytes. */
    long bytes();

    /**
     * A number that as a rule changes when the file's content does: made of its size and its first and last bytes, so that
     * it costs the same for any file. A change in the middle that keeps the size goes unnoticed.
     */
    long fingerprint() throws IOException;

    /**
     * The next part of a scan of all records in the file's order, or null at its end. Signals are not decoded.
     *
     * @throws org.szformat.SzFormatException when the file is damaged there; a file that can be read on behind the damage
     *     gives the next part at the next call, others end
     */
    @Nullable
    Part next() throws IOException;

    /**
     * The record at a place that a scan of this file gave.
     *
     * @param projection what is wanted of {@link #schema}
     * @throws org.szformat.SzFormatException when the file is damaged there or has no such place
     * @throws IOException when it cannot be read
     */
    Record read(Place place, Projection projection) throws IOException;

    /**
     * The records at some places, in the order of the places; cheaper than one by one where they follow one another and the
     * format gains by it.
     *
     * @throws org.szformat.SzFormatException as {@link #read(Place, Projection)} does, for the first that fails
     */
    default List<Record> read(List<Place> places, Projection projection) throws IOException {
        List<Record> records = new ArrayList<>(places.size());
        for (Place place : places) {
            records.add(read(place, projection));
        }
        return records;
    }

    /**
     * Where the values of a record lie as bytes, for those who fetch and decode them by other means.
     *
     * @param row the row that the extents are to have
     * @return all of the record in one, or what there is of it in several; nothing where that cannot be told
     * @throws org.szformat.SzFormatException when the file is damaged there or has no such place
     */
    default List<Extent> extents(Place place, long row) throws IOException {
        return List.of();
    }

    /** What people should know of the file that loses nothing, each once; complete when {@link #next} has given null. */
    default List<String> warnings() {
        return List.of();
    }
}
