package org.szformat.virtual;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.szformat.SzFormatException;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;

/**
 * Members of a manifest that follow one another: the content of an attachment of kind {@value #KIND}, which is the JSON
 * object {@code {"members": [...]}} of {@link MemberEntry entries}.
 */
final class MemberPage {
    static final String KIND = "szv.members";

    /** The most members of a page. */
    static final int MAX_MEMBERS = 1000;

    private final List<MemberEntry> entries;
    private final long[] firstRows;
    private final long[] firstChunks;

    private MemberPage(List<MemberEntry> entries, Place place) {
        this.entries = List.copyOf(entries);
        this.firstRows = new long[entries.size() + 1];
        this.firstChunks = new long[entries.size() + 1];
        firstRows[0] = place.firstRow();
        firstChunks[0] = place.firstChunk();
        for (int i = 0; i < entries.size(); i++) {
            firstRows[i + 1] = firstRows[i] + entries.get(i).rows();
            firstChunks[i + 1] = firstChunks[i] + entries.get(i).chunks();
        }
    }

    /**
     * What the manifest's header says of a page: an array of these numbers but for the three firsts.
     *
     * @param offset where its attachment begins
     * @param members how many members it has, 1 to {@value MemberPage#MAX_MEMBERS}
     * @param rows how many rows these have together
     * @param chunks how many chunks they have
     * @param valueBytes how large their values are
     * @param bytes how large they are
     */
    record Place(
            long offset,
            int members,
            long rows,
            long chunks,
            long valueBytes,
            long bytes,
            long firstMember,
            long firstRow,
            long firstChunk) {
        static final int NUMBERS = 6;

        /** What members and chunks take of a page, about and at most. */
        private static final int MEMBER_BYTES = 100;

        private static final int CHUNK_BYTES = 10;

        JsonValue toJson() {
            return JsonValue.of(List.of(
                    JsonValue.of(offset),
                    JsonValue.of(members),
                    JsonValue.of(rows),
                    JsonValue.of(chunks),
                    JsonValue.of(valueBytes),
                    JsonValue.of(bytes)));
        }

        static Place of(long offset, List<MemberEntry> entries, long firstMember, long firstRow, long firstChunk) {
            return new Place(
                    offset,
                    entries.size(),
                    entries.stream().mapToLong(MemberEntry::rows).sum(),
                    entries.stream().mapToLong(MemberEntry::chunks).sum(),
                    entries.stream().mapToLong(MemberEntry::valueBytes).sum(),
                    entries.stream().mapToLong(MemberEntry::bytes).sum(),
                    firstMember,
                    firstRow,
                    firstChunk);
        }

        /** About how many bytes the page takes in the manifest. */
        long storedBytes() {
            return (long) MEMBER_BYTES * members + CHUNK_BYTES * chunks;
        }

        long endMember() {
            return firstMember + members;
        }

        long endRow() {
            return firstRow + rows;
        }

        long endChunk() {
            return firstChunk + chunks;
        }

        @Override
        public String toString() {
            return members + " members of " + rows + " rows in " + chunks + " chunks";
        }
    }

    static byte[] toBytes(List<MemberEntry> entries) {
        JsonValue list = JsonValue.of(entries.stream().map(MemberEntry::toJson).toList());
        return JsonValue.of(Map.of("members", list)).toString().getBytes(StandardCharsets.UTF_8);
    }

    static MemberPage read(Path file, Place place, byte[] content) throws SzFormatException {
        String where = "offset " + place.offset() + ", page of members";
        ManifestJson json = ManifestJson.of(file, where, parse(file, where, content));
        List<JsonValue> items = json.list("members");
        if (items.size() != place.members()) {
            throw json.fault(items.size() + " members", place + ", as the header says");
        }
        List<MemberEntry> entries = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            entries.add(MemberEntry.read(file, where + ", member " + (place.firstMember() + i), items.get(i)));
        }
        MemberPage page = new MemberPage(entries, place);
        if (page.firstRows[entries.size()] != place.endRow() || page.firstChunks[entries.size()] != place.endChunk()) {
            throw json.fault(
                    "rows up to " + page.firstRows[entries.size()] + " and chunks up to "
                            + page.firstChunks[entries.size()],
                    place.endRow() + " and " + place.endChunk() + ", as the header says");
        }
        return page;
    }

    private static JsonValue parse(Path file, String where, byte[] content) throws SzFormatException {
        try {
            return JsonValue.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new SzFormatException(file, where, "bytes that are not UTF-8", "text", e);
        } catch (JsonSyntaxException e) {
            throw new SzFormatException(file, where, String.valueOf(e.getMessage()), "JSON", e);
        }
    }

    List<MemberEntry> entries() {
        return entries;
    }

    /** The member of a number within the page. */
    PlacedMember member(long firstMember, int inPage) {
        return new PlacedMember(firstMember + inPage, firstRows[inPage], firstChunks[inPage], entries.get(inPage));
    }

    /** Which member of the page has a row. */
    int ofRow(long row) {
        return last(firstRows, row);
    }

    /** Which member of the page has a chunk. */
    int ofChunk(long chunk) {
        return last(firstChunks, chunk);
    }

    /** The last that begins at or before a place: of several that begin there the one that has something. */
    private static int last(long[] firsts, long place) {
        int from = 0;
        int to = firsts.length - 2;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (firsts[middle] <= place) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }
}
