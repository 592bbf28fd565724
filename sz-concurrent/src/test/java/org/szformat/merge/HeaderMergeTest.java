package org.szformat.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.szformat.schema.Header;

final class HeaderMergeTest {
    private static HeaderMerge merge(RunPolicy policy, String... headers) throws Exception {
        HeaderMerge merge = new HeaderMerge(policy);
        int number = 0;
        for (String header : headers) {
            merge.add(Path.of("in" + number++), Header.parse(header));
        }
        return merge;
    }

    private static void assertMerged(String expected, String... headers) throws Exception {
        assertEquals(
                Header.parse(expected).toString(),
                merge(RunPolicy.REFUSE_CONFLICTS, headers).header().toString());
    }

    @Test
    void whatIsAgreedOnStaysAndWhatDiffersMoves() throws Exception {
        assertMerged(
                "{\"kit\": \"x\", \"new\": [1], \"differing\": {\"by\": [1, 2]}}",
                "{\"kit\": \"x\", \"by\": 1}",
                "{\"by\": 2, \"kit\": \"x\", \"new\": [1]}",
                "{\"by\": 1}");
    }

    @Test
    void objectsAreMergedMemberByMember() throws Exception {
        assertMerged(
                "{\"slow5\": {\"version\": \"1.0\", \"fields\": [1], \"deep\": {\"a\": 1}}, "
                        + "\"differing\": {\"slow5\": {\"groups\": [[\"r1\"], [\"r2\"]], \"deep\": {\"b\": [1, 2]}}}}",
                "{\"slow5\": {\"version\": \"1.0\", \"groups\": [\"r1\"], \"fields\": [1], \"deep\": {\"a\": 1, \"b\": 1}}}",
                "{\"slow5\": {\"version\": \"1.0\", \"groups\": [\"r2\"], \"fields\": [1], \"deep\": {\"b\": 2}}}");
    }

    @Test
    void anObjectOfWhichNothingIsAgreedOnMovesWhole() throws Exception {
        assertMerged("{\"differing\": {\"o\": {\"a\": [1, 2]}}}", "{\"o\": {\"a\": 1}}", "{\"o\": {\"a\": 2}}");
        assertMerged("{\"o\": {}}", "{\"o\": {}}", "{\"o\": {}}");
        assertMerged("{\"differing\": {\"o\": [{\"a\": 1}, 2]}}", "{\"o\": {\"a\": 1}}", "{\"o\": 2}");
    }

    @Test
    void mergedHeadersMergeAgain() throws Exception {
        String first = merge(
                        RunPolicy.REFUSE_CONFLICTS,
                        "{\"o\": {\"a\": 1, \"b\": 1}, \"by\": 1}",
                        "{\"o\": {\"a\": 1, \"b\": 2}, \"by\": 2}")
                .header()
                .toString();
        String third = "{\"o\": {\"a\": 1, \"b\": 3}, \"by\": 3}";
        String all = "{\"o\": {\"a\": 1}, \"differing\": {\"o\": {\"b\": [1, 2, 3]}, \"by\": [1, 2, 3]}}";
        assertMerged(all, first, third);
        assertMerged(all, first, third, first);
    }

    @Test
    void valuesThatWereListedBeforeAreNoNewDifferences() throws Exception {
        HeaderMerge merge = merge(
                RunPolicy.REFUSE_CONFLICTS,
                "{\"differing\": {\"by\": [1, 2], \"o\": {\"b\": [1, 2]}}}",
                "{\"kit\": 1}");
        assertEquals(List.of(), merge.warnings());
        HeaderMerge differs = merge(RunPolicy.REFUSE_CONFLICTS, "{\"o\": {\"b\": 1}}", "{\"o\": {\"b\": 2}}");
        assertTrue(differs.warnings().get(0).contains("o.b"), differs.warnings()::toString);
    }

    @Test
    void whatWasListedOfAnObjectIsKeptBesideAnotherValue() throws Exception {
        assertMerged(
                "{\"differing\": {\"o\": [5, {\"b\": [1, 2]}]}}",
                "{\"differing\": {\"o\": {\"b\": [1, 2]}}}",
                "{\"o\": 5}");
    }

    @Test
    void runsAreUnitedOrRefused() throws Exception {
        assertMerged(
                "{\"runs\": {\"r1\": {\"k\": 1}, \"r2\": {\"k\": 2}}}",
                "{\"runs\": {\"r1\": {\"k\": 1}}}",
                "{\"runs\": {\"r2\": {\"k\": 2}, \"r1\": {\"k\": 1}}}");
        String[] conflicting = {"{\"runs\": {\"r1\": {\"k\": 1}}}", "{\"runs\": {\"r1\": {\"k\": 2}}}"};
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> merge(RunPolicy.REFUSE_CONFLICTS, conflicting));
        assertTrue(e.getMessage().contains("in1") && e.getMessage().contains("in0"), e.getMessage());
        assertEquals(
                Header.parse("{\"runs\": {\"r1\": {\"k\": 1}}, \"run_conflicts\": {\"r1\": [{\"k\": 2}]}}"),
                merge(RunPolicy.KEEP_FIRST, conflicting).header());
    }
}
