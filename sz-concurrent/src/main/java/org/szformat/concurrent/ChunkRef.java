package org.szformat.concurrent;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.Locations;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * A chunk of a file, and which of its fields are wanted, as something that can be sent anywhere: a task that any thread,
 * process or machine that sees the file can do. Made by {@link CompressedFile.Reader#chunks()}; travels by Java
 * serialization or as {@linkplain #toJson a line of JSON}.
 *
 * <pre>{@code
 * List<ChunkRef> tasks = reader.select(List.of("read_id", "raw_signal")).chunks();
 * // elsewhere
 * for (Record read : task.read()) {
 *     basecall(read);
 * }
 * }</pre>
 *
 * <p>Who reads it gets the records that the file had when the reference was made, or an exception: the reference has a
 * fingerprint of the chunk, which is compared first. In a container that is a hash of the chunk's head, which has the
 * checksums of all its blocks; so appending to the file does no harm, and any other change of the chunk is found. A
 * directory has no checksums: there it is a hash of what the index says of these records, which has the size of each
 * compressed value, and of some bytes of {@code dat}; a file that was written anew is found, a flipped bit may not be.
 *
 * <p>Immutable, so safe for use by many threads. Two are equal when all their parts are.
 *
 * @param path the file, absolute, as {@link Locations} understands it
 * @param number the chunk's number in the file, from 0
 * @param firstRow the row of its first record
 * @param records how many records it has, at least 1
 * @param offset where its bytes begin in the file that holds them
 * @param storedBytes how many bytes it takes there
 * @param fingerprint a hash of what it holds
 * @param fields the fields that are read, in the order of the file; at least one
 */
public record ChunkRef(
        String path,
        int number,
        long firstRow,
        int records,
        long offset,
        long storedBytes,
        long fingerprint,
        List<String> fields)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when no chunk is like that
     */
    public ChunkRef {
        Objects.requireNonNull(path);
        fields = List.copyOf(fields);
        if (number < 0 || firstRow < 0 || records < 1 || offset < 0 || storedBytes < 0 || fields.isEmpty()) {
            throw new IllegalArgumentException("no chunk: number " + number + ", row " + firstRow + ", " + records
                    + " records, offset " + offset + ", " + storedBytes + " bytes, fields " + fields);
        }
    }

    static ChunkRef of(RecordFile file, Chunk chunk, List<String> fields) throws IOException {
        return new ChunkRef(
                Locations.text(file.path().toAbsolutePath().normalize()),
                chunk.number(),
                chunk.firstRow(),
                chunk.records(),
                chunk.offset(),
                chunk.storedBytes(),
                file.fingerprint(chunk),
                fields);
    }

    /** The same chunk of the same file, which lies elsewhere: copied, or mounted under another name. */
    public ChunkRef at(Path newPath) {
        return new ChunkRef(
                Locations.text(newPath), number, firstRow, records, offset, storedBytes, fingerprint, fields);
    }

    /**
     * Opens the file, reads the records and closes it. Who reads many chunks of a file opens it once, and uses {@link
     * #read(CompressedFile.Reader)}.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws FileChangedException when the file no longer has this chunk
     * @throws IOException when it cannot be read
     */
    public List<Record> read() throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(path))) {
            return read(reader);
        }
    }

    /**
     * Opens the file, reads the records column by column and closes it.
     *
     * @throws IOException as {@link #read()} says
     */
    public Batch readBatch() throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(Locations.of(path))) {
            return readBatch(reader);
        }
    }

    /**
     * Reads the records.
     *
     * @param reader of the file, whatever its path; what it selects does not matter
     * @throws FileChangedException when the file does not have this chunk
     * @throws IOException when it cannot be read
     */
    public List<Record> read(CompressedFile.Reader reader) throws IOException {
        RecordFile file = reader.file();
        return file.read(chunkIn(file), projection(file));
    }

    /**
     * Reads the records column by column.
     *
     * @param reader of the file, whatever its path; what it selects does not matter
     * @throws IOException as {@link #read(CompressedFile.Reader)} says
     */
    public Batch readBatch(CompressedFile.Reader reader) throws IOException {
        RecordFile file = reader.file();
        return file.readBatch(chunkIn(file), projection(file));
    }

    private Chunk chunkIn(RecordFile file) throws IOException {
        Chunk expected = new Chunk(number, firstRow, records, offset, storedBytes);
        List<Chunk> chunks = file.chunks();
        if (number >= chunks.size()) {
            throw changed(file, chunks.size() + " chunks", "more than " + number);
        }
        Chunk found = chunks.get(number);
        if (!found.equals(expected)) {
            throw changed(file, found.toString(), expected.toString());
        }
        long now = file.fingerprint(found);
        if (now != fingerprint) {
            throw changed(
                    file,
                    String.format("the fingerprint %016x", now),
                    String.format("%016x, as when the reference was made", fingerprint));
        }
        return found;
    }

    private FileChangedException changed(RecordFile file, String found, String expected) {
        return new FileChangedException(file.path() + ": chunk " + number + ", rows " + firstRow + " to "
                + (firstRow + records - 1) + ": found " + found + "; expected " + expected
                + "; the file has changed since, so make new references to its chunks");
    }

    private Projection projection(RecordFile file) throws FileChangedException {
        for (String field : fields) {
            if (file.schema().find(field).isEmpty()) {
                throw changed(file, file.schema().toString(), "a field '" + field + "'");
            }
        }
        return Projection.of(file.schema(), fields);
    }

    /**
     * All parts as one line of JSON: {@code {"path": …, "chunk": 7, "first_row": …, "records": …, "offset": …,
     * "stored_bytes": …, "fingerprint": "16 hexadecimal digits", "fields": […]}}.
     */
    public String toJson() {
        return "{\"path\": " + JsonValue.of(path) + ", \"chunk\": " + number + ", \"first_row\": " + firstRow
                + ", \"records\": " + records + ", \"offset\": " + offset + ", \"stored_bytes\": " + storedBytes
                + ", \"fingerprint\": \"" + String.format("%016x", fingerprint) + "\", \"fields\": "
                + new JsonValue.Array(
                        fields.stream().<JsonValue>map(JsonValue::of).toList())
                + "}";
    }

    /**
     * The reference that {@link #toJson} made a line of; members that it does not know are passed over.
     *
     * @throws IllegalArgumentException when the text is no such line; the message says what is wrong with it
     */
    public static ChunkRef fromJson(String json) {
        try {
            JsonValue.Obj object = JsonValue.parseObject(json);
            if (!(object.get("fields") instanceof JsonValue.Array names)) {
                throw new IllegalArgumentException("found no list 'fields' in the reference to a chunk: " + json);
            }
            return new ChunkRef(
                    text(object.get("path"), "path", json),
                    Math.toIntExact(integer(object, "chunk", json)),
                    integer(object, "first_row", json),
                    Math.toIntExact(integer(object, "records", json)),
                    integer(object, "offset", json),
                    integer(object, "stored_bytes", json),
                    Long.parseUnsignedLong(text(object.get("fingerprint"), "fingerprint", json), 16),
                    names.items().stream()
                            .map(name -> text(name, "fields", json))
                            .toList());
        } catch (JsonSyntaxException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("found no reference to a chunk: " + e.getMessage() + ": " + json, e);
        }
    }

    private static String text(@Nullable JsonValue value, String name, String json) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("found no text '" + name + "' in the reference to a chunk: " + json);
    }

    private static long integer(JsonValue.Obj object, String name, String json) {
        if (object.get(name) instanceof JsonValue.Num number) {
            return Long.parseLong(number.text());
        }
        throw new IllegalArgumentException("found no number '" + name + "' in the reference to a chunk: " + json);
    }
}
