package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/**
 * Whatever a manifest says of its pages and members, they or our exception come out. With JAZZER_FUZZ=1 in the environment
 * Jazzer searches for inputs; without, the tests run on a few.
 */
class ManifestFuzzTest {
    private static final Path FILE = Path.of("fuzz.szv");

    @FuzzTest(maxDuration = "2m")
    void pages(FuzzedDataProvider data) {
        long rows = data.consumeLong(0, Long.MAX_VALUE);
        String text = data.consumeRemainingAsString();
        try {
            Header header = Header.empty().with(MemberTable.KEY, JsonValue.parse(text));
            long row = 0;
            for (MemberPage.Place place : MemberTable.places(FILE, header, rows)) {
                assertEquals(row, place.firstRow());
                row = place.endRow();
                assertTrue(place.rows() >= 0 && row <= rows && place.endChunk() <= Integer.MAX_VALUE);
            }
        } catch (JsonSyntaxException e) {
            assertTrue(e.column() >= 1);
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    @FuzzTest(maxDuration = "2m")
    void members(FuzzedDataProvider data) {
        int members = data.consumeInt(1, 3);
        long rows = data.consumeLong(0, 1000);
        long chunks = data.consumeLong(0, 10);
        byte[] content = data.consumeRemainingAsBytes();
        MemberPage.Place place = new MemberPage.Place(100, members, rows, chunks, 0, 0, 0, 0, 0);
        try {
            MemberPage page = MemberPage.read(FILE, place, content);
            List<MemberEntry> entries = page.entries();
            assertEquals(members, entries.size());
            assertEquals(rows, entries.stream().mapToLong(MemberEntry::rows).sum());
            MemberPage again = MemberPage.read(FILE, place, MemberPage.toBytes(entries));
            for (int i = 0; i < members; i++) {
                assertEquals(
                        entries.get(i).toJson().toString(),
                        again.entries().get(i).toJson().toString());
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    /** A page that is sound but for one value. */
    @FuzzTest(maxDuration = "2m")
    void oneMember(FuzzedDataProvider data) {
        String name =
                data.pickValue(new String[] {"rows", "inlined", "chunk_records", "chunk_bytes", "constants", "parts"});
        String value = data.consumeRemainingAsString();
        String page = "{\"members\":[{\"path\":\"a.sz\",\"format\":\"container\",\"bytes\":1,\"fingerprint\":\"1\","
                + "\"rows\":3,\"value_bytes\":1,\"chunk_records\":[1,2],\"chunk_bytes\":[5,6],\"chunk_offsets\":[0,5]}]}";
        String changed =
                page.contains("\"" + name + "\"") ? page.replaceFirst("\"" + name + "\":(\\[[^]]*]|[0-9]+)", "") : page;
        String full = changed.replace(",,", ",").replace("[{", "[{\"" + name + "\":" + value + ",");
        MemberPage.Place place = new MemberPage.Place(100, 1, 3, 2, 0, 0, 0, 0, 0);
        try {
            MemberPage read = MemberPage.read(FILE, place, full.getBytes(StandardCharsets.UTF_8));
            assertEquals(3, read.entries().get(0).rows());
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }
}
