package org.szformat.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.szformat.SzFormatException;
import org.szformat.container.KnownChunks;
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
 * @param chunkOffsets where each begins in it; in the manifest {@code chunk_gaps}, which is where it begins less where the
 *     one before ends, and so hardly ever another number than 0
 * @param chunkHeads {@code chunk_heads}: of a container, how many of its bytes each chunk begins with that lead to its
 *     values; otherwise none, and left out
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
        long[] chunkOffsets,
        int[] chunkHeads) {
    private static final long MAX_ROWS = 1L << 48;
    private static final int MAX_CHUNK_RECORDS = 1 << 20;
    private static final long MAX_BYTES = 1L << 50;

    MemberEntry {
        constants = Map.copyOf(constants);
        parts = List.copyOf(parts);
    }

    /** Collects the chunks of a member. */
    static final class Chunks {
        private final List<Chunk> chunks = new ArrayList<>();
        private final List<Integer> heads = new ArrayList<>();

        void add(Chunk chunk) {
            chunks.add(chunk);
        }

        /** Adds a chunk of a container. */
        void add(Chunk chunk, int headBytes) {
            chunks.add(chunk);
            heads.add(headBytes);
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

        int[] heads() {
            return heads.stream().mapToInt(Integer::intValue).toArray();
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
                chunkOffsets,
                chunkHeads);
    }

    /** Where its chunks lie, if it is a container. */
    Optional<KnownChunks> knownChunks() {
        return chunkHeads.length == 0
                ? Optional.empty()
                : Optional.of(KnownChunks.of(chunkRecords, chunkOffsets, chunkBytes, chunkHeads));
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
        json.put("chunk_records", numbers(chunkRecords));
        json.put("chunk_bytes", numbers(chunkBytes));
        json.put("chunk_gaps", numbers(gaps()));
        if (chunkHeads.length > 0) {
            json.put("chunk_heads", numbers(chunkHeads));
        }
        return JsonValue.of(json);
    }

    private long[] gaps() {
        long[] gaps = new long[chunkOffsets.length];
        long end = 0;
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = chunkOffsets[i] - end;
            end = chunkOffsets[i] + chunkBytes[i];
        }
        return gaps;
    }

    private static long[] offsets(ManifestJson json, long[] bytes) throws SzFormatException {
        long[] offsets = json.numbers("chunk_gaps", -MAX_BYTES, MAX_BYTES);
        long end = 0;
        for (int i = 0; i < Math.min(offsets.length, bytes.length); i++) {
            offsets[i] += end;
            if (offsets[i] < 0 || offsets[i] > MAX_BYTES) {
                throw json.fault("chunk " + i + " at offset " + offsets[i], "an offset from 0 to " + MAX_BYTES);
            }
            end = offsets[i] + bytes[i];
        }
        return offsets;
    }

    private static JsonValue numbers(int[] numbers) {
        return numbers(Arrays.stream(numbers).asLongStream().toArray());
    }

    private static JsonValue numbers(long[] numbers) {
        return JsonValue.of(Arrays.stream(numbers).mapToObj(JsonValue::of).toList());
    }

    static MemberEntry read(Path file, String place, JsonValue value) throws SzFormatException {
        ManifestJson json = ManifestJson.of(file, place, value);
        long rows = json.number("rows", 0, MAX_ROWS);
        int[] records = toInts(json.numbers("chunk_records", 1, MAX_CHUNK_RECORDS));
        long[] bytes = json.numbers("chunk_bytes", 0, MAX_BYTES);
        int[] heads = json.has("chunk_heads") ? toInts(json.numbers("chunk_heads", 1, Integer.MAX_VALUE)) : new int[0];
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
                records,
                bytes,
                offsets(json, bytes),
                heads);
        if (entry.chunkBytes.length != records.length
                || entry.chunkOffsets.length != records.length
                || heads.length != records.length && heads.length != 0) {
            throw json.fault(
                    "lists of " + records.length + ", " + entry.chunkBytes.length + ", " + entry.chunkOffsets.length
                            + " and " + heads.length + " chunks",
                    "lists of one length");
        }
        long inChunks = Arrays.stream(records).asLongStream().sum();
        if (inChunks != rows) {
            throw json.fault("chunks of " + inChunks + " records", rows + ", as 'rows' says");
        }
        return entry;
    }

    private static int[] toInts(long[] numbers) {
        return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
    }
}
