package org.szformat.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.szformat.SzFormatException;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;

/**
 * What a manifest says of one of its members: a JSON object, whose members have the names that stand here.
 *
 * @param location {@code path}: where it lies, as {@link MemberLocations} reads it
 * @param format {@code format}: a layout, or the name of another format
 * @param bytes {@code bytes}: its size
 * @param fingerprint {@code fingerprint}: 16 hexadecimal digits, which {@link Fingerprints} makes of its content
 * @param rows {@code rows}: how many records it has
 * @param inlined {@code inlined}: how many of them have their datasets in the manifest; left out when 0
 * @param valueBytes {@code value_bytes}: how large its values are; its size where its format does not tell
 * @param constants {@code constants}: attributes that all its records have from its path; left out when there are none
 * @param parts {@code parts}: its files in the archive that the path names, or none
 * @param chunkRecords {@code chunk_records}: how many records each of its chunks has
 * @param chunkBytes {@code chunk_bytes}: how many bytes each takes in it
 * @param chunkOffsets {@code chunk_offsets}: where each begins in it
 */
@SuppressWarnings("ArrayRecordComponent") // read-only, never compared
record MemberEntry(
        String location,
        String format,
        long bytes,
        long fingerprint,
        long rows,
        long inlined,
        long valueBytes,
        Map<String, String> constants,
        List<ArchivedPart> parts,
        int[] chunkRecords,
        long[] chunkBytes,
        long[] chunkOffsets) {
    private static final long MAX_ROWS = 1L << 48;
    private static final long MAX_BYTES = 1L << 50;

    MemberEntry {
        constants = Map.copyOf(constants);
        parts = List.copyOf(parts);
    }

    /** Collects the chunks of a member. */
    static final class Chunks {
        private final List<Chunk> chunks = new ArrayList<>();

        void add(Chunk chunk) {
            chunks.add(chunk);
        }

        int[] records() {
            return chunks.stream().mapToInt(Chunk::records).toArray();
        }

        long[] bytes() {
            return chunks.stream().mapToLong(Chunk::storedBytes).toArray();
        }

        long[] offsets() {
            return chunks.stream().mapToLong(Chunk::offset).toArray();
        }
    }

    int chunks() {
        return chunkRecords.length;
    }

    /** The same elsewhere. */
    MemberEntry at(String newLocation) {
        return with(newLocation, constants);
    }

    /** The same elsewhere, with other constants. */
    MemberEntry with(String newLocation, Map<String, String> newConstants) {
        return new MemberEntry(
                newLocation,
                format,
                bytes,
                fingerprint,
                rows,
                inlined,
                valueBytes,
                newConstants,
                parts,
                chunkRecords,
                chunkBytes,
                chunkOffsets);
    }

    JsonValue toJson() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("path", JsonValue.of(location));
        json.put("format", JsonValue.of(format));
        json.put("bytes", JsonValue.of(bytes));
        json.put("fingerprint", JsonValue.of(String.format("%016x", fingerprint)));
        json.put("rows", JsonValue.of(rows));
        if (inlined > 0) {
            json.put("inlined", JsonValue.of(inlined));
        }
        json.put("value_bytes", JsonValue.of(valueBytes));
        if (!constants.isEmpty()) {
            Map<String, JsonValue> texts = new LinkedHashMap<>();
            new TreeMap<>(constants).forEach((name, text) -> texts.put(name, JsonValue.of(text)));
            json.put("constants", JsonValue.of(texts));
        }
        if (!parts.isEmpty()) {
            json.put(
                    "parts",
                    JsonValue.of(parts.stream().map(ArchivedPart::toJson).toList()));
        }
        json.put(
                "chunk_records",
                numbers(Arrays.stream(chunkRecords).asLongStream().toArray()));
        json.put("chunk_bytes", numbers(chunkBytes));
        json.put("chunk_offsets", numbers(chunkOffsets));
        return JsonValue.of(json);
    }

    private static JsonValue numbers(long[] numbers) {
        return JsonValue.of(Arrays.stream(numbers).mapToObj(JsonValue::of).toList());
    }

    static MemberEntry read(Path file, String place, JsonValue value) throws SzFormatException {
        ManifestJson json = ManifestJson.of(file, place, value);
        long rows = json.number("rows", 0, MAX_ROWS);
        long[] records = json.numbers("chunk_records", 1, Integer.MAX_VALUE);
        MemberEntry entry = new MemberEntry(
                json.text("path"),
                json.text("format"),
                json.number("bytes", 0, MAX_BYTES),
                json.hexadecimal("fingerprint"),
                rows,
                json.has("inlined") ? json.number("inlined", 1, rows) : 0,
                json.number("value_bytes", 0, MAX_BYTES),
                json.has("constants") ? json.texts("constants") : Map.of(),
                json.has("parts") ? ArchivedPart.read(file, place, json.list("parts")) : List.of(),
                Arrays.stream(records).mapToInt(Math::toIntExact).toArray(),
                json.numbers("chunk_bytes", 0, Long.MAX_VALUE),
                json.numbers("chunk_offsets", 0, Long.MAX_VALUE));
        if (entry.chunkBytes.length != records.length || entry.chunkOffsets.length != records.length) {
            throw json.fault(
                    "lists of " + records.length + ", " + entry.chunkBytes.length + " and " + entry.chunkOffsets.length
                            + " chunks",
                    "lists of one length");
        }
        long inChunks = Arrays.stream(records).sum();
        if (inChunks != rows) {
            throw json.fault("chunks of " + inChunks + " records", rows + ", as 'rows' says");
        }
        return entry;
    }
}
