package org.szformat.virtual;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/**
 * Finds members by number, row or chunk. What the manifest's header says of it stands under the key {@value #KEY}:
 * {@code {"version": 1, "pages": [...]}}, for each page the numbers of {@link MemberPage.Place}. Pages are read when they are
 * first asked. Safe for use by many threads.
 */
final class MemberTable {
    /** The header's key that users do not see. */
    static final String KEY = "szv";

    static final int VERSION = 1;

    /** JSON takes so many times more memory than its text. */
    private static final int JSON_FOOTPRINT = 4;

    private static final long MAX_PAGE_BYTES = 1L << 60;

    private final AttachedFile file;
    private final Limits limits;
    private final List<MemberPage.Place> places;
    private final AtomicReferenceArray<SoftReference<MemberPage>> pages;

    private MemberTable(AttachedFile file, Limits limits, List<MemberPage.Place> places) {
        this.file = file;
        this.limits = limits;
        this.places = List.copyOf(places);
        this.pages = new AtomicReferenceArray<>(places.size());
    }

    /** What the header of a manifest says; nothing where it was not finished. */
    static MemberTable of(AttachedFile file, Limits limits) throws SzFormatException {
        return new MemberTable(file, limits, places(file.path(), file.header(), file.size()));
    }

    static List<MemberPage.Place> places(Path path, Header header, long rows) throws SzFormatException {
        List<MemberPage.Place> places = new ArrayList<>();
        JsonValue value = header.get(KEY).orElse(null);
        if (value == null) {
            return places;
        }
        String where = "header, key '" + KEY + "'";
        ManifestJson json = ManifestJson.of(path, where, value);
        json.number("version", VERSION, VERSION);
        long member = 0;
        long row = 0;
        long chunk = 0;
        for (JsonValue item : json.list("pages")) {
            ManifestJson page = ManifestJson.of(path, where, JsonValue.of(Map.of("page", item)));
            long[] numbers = page.numbers("page", 0, Long.MAX_VALUE);
            if (numbers.length != MemberPage.Place.NUMBERS
                    || numbers[1] < 1
                    || numbers[1] > MemberPage.MAX_MEMBERS
                    || numbers[2] > rows - row
                    || numbers[3] > Math.min(numbers[2], Integer.MAX_VALUE - chunk)
                    || Math.max(numbers[4], numbers[5]) > MAX_PAGE_BYTES) {
                throw page.fault("a page of " + item, "a page of members of the " + (rows - row) + " rows that follow");
            }
            MemberPage.Place place = new MemberPage.Place(
                    numbers[0], (int) numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], member, row, chunk);
            places.add(place);
            member = place.endMember();
            row = place.endRow();
            chunk = place.endChunk();
        }
        return places;
    }

    /** The header's value for some pages. */
    static JsonValue toJson(List<MemberPage.Place> places) {
        return new JsonValue.Obj(Map.of(
                "version",
                JsonValue.of(VERSION),
                "pages",
                JsonValue.of(places.stream().map(MemberPage.Place::toJson).toList())));
    }

    List<MemberPage.Place> places() {
        return places;
    }

    long members() {
        return places.isEmpty() ? 0 : places.get(places.size() - 1).endMember();
    }

    long rows() {
        return places.isEmpty() ? 0 : places.get(places.size() - 1).endRow();
    }

    int chunks() {
        return places.isEmpty()
                ? 0
                : Math.toIntExact(places.get(places.size() - 1).endChunk());
    }

    /** The sum of something over all pages, or the largest number there is where that is less. */
    long sum(ToLongFunction<MemberPage.Place> of) {
        long sum = 0;
        for (MemberPage.Place place : places) {
            sum = Math.min(sum, Long.MAX_VALUE - MAX_PAGE_BYTES) + of.applyAsLong(place);
        }
        return sum;
    }

    PlacedMember member(long number) throws IOException {
        Objects.checkIndex(number, members());
        int page = last(number, MemberPage.Place::firstMember);
        long first = places.get(page).firstMember();
        return page(page).member(first, (int) (number - first));
    }

    PlacedMember ofRow(long row) throws IOException {
        Objects.checkIndex(row, rows());
        int page = last(row, MemberPage.Place::firstRow);
        MemberPage members = page(page);
        return members.member(places.get(page).firstMember(), members.ofRow(row));
    }

    PlacedMember ofChunk(int chunk) throws IOException {
        Objects.checkIndex(chunk, chunks());
        int page = last(chunk, MemberPage.Place::firstChunk);
        MemberPage members = page(page);
        return members.member(places.get(page).firstMember(), members.ofChunk(chunk));
    }

    MemberPage page(int number) throws IOException {
        SoftReference<MemberPage> known = pages.get(number);
        MemberPage page = known == null ? null : known.get();
        if (page == null) {
            MemberPage.Place place = places.get(number);
            long most = limits.maxMetadataBytes() / JSON_FOOTPRINT;
            byte[] content =
                    file.attachment(place.offset(), MemberPage.KIND, (int) Math.min(most, place.storedBytes()), most);
            page = MemberPage.read(file.path(), place, content);
            pages.set(number, new SoftReference<>(page));
        }
        return page;
    }

    /** What is thrown when there is more than the memory can list. */
    SzFormatException tooMany(String found) {
        return new SzFormatException(
                file.path(), "header, key '" + KEY + "'", found, "fewer, or a larger heap (-Xmx) to list them");
    }

    /** The last page that begins at or before a place. */
    private int last(long at, ToLongFunction<MemberPage.Place> first) {
        int from = 0;
        int to = places.size() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (first.applyAsLong(places.get(middle)) <= at) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }
}
