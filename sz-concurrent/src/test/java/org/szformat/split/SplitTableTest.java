package org.szformat.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.SzFormatException;
import org.szformat.layout.OnExisting;

/** Splitting as a table says. */
final class SplitTableTest extends SplitFixture {
    @Test
    void byTable() throws Exception {
        Path source = reads("r0:x", "r1:x", "r2:y", "r3:y", "r4:y");
        Path table = table("parent_read_id\tread_id\tbarcode\nr0\tr9\tb1\nr1\tr9\tb2\nr1\tr9\tb2\nr2\tr9\tb1\n"
                + "r2\tr9\tb2\nr3\tr9\tb1\nnobody\tr9\tb3\nnobody\tr9\tb4\n");
        SplitTable of = SplitTable.of(table, List.of("barcode"));
        SplitResult result = Split.from(source)
                .by(SplitRule.table(of.missing("none").multi("mixed"), "{barcode}.sz"))
                .to(out(), OnExisting.REFUSE);
        assertEquals(Map.of("b1.sz", "r0 r3", "b2.sz", "r1", "mixed.sz", "r2", "none.sz", "r4"), contents(out()));
        assertEquals(
                new SplitResult.TableReport(8, 1, 2, 1, 1, 1), result.table().orElseThrow());
        assertEquals(List.of(), result.warnings());
        assertAll(result, source);

        SplitResult shared = Split.from(source)
                .by(SplitRule.table(of.missing("b1").multi("b2"), "{barcode}_{run_id}.sz"))
                .to(temp.resolve("shared"), OnExisting.REFUSE);
        assertEquals(
                Map.of("b1_x.sz", "r0", "b1_y.sz", "r3 r4", "b2_x.sz", "r1", "b2_y.sz", "r2"),
                contents(temp.resolve("shared")));
        assertEquals(2, shared.warnings().size());

        SplitResult each = Split.from(source)
                .by(SplitRule.table(of.leavingOutMissing().multiToEach(), "{barcode}.sz"))
                .to(temp.resolve("each"), OnExisting.REFUSE);
        assertEquals(Map.of("b1.sz", "r0 r2 r3", "b2.sz", "r1 r2"), contents(temp.resolve("each")));
        assertEquals(1, each.leftOut());
        assertEquals(5, each.records());
    }

    @Test
    void whatATableDoesNotTellIsRefused() throws Exception {
        Path source = reads("r0:x", "r1:x", "r2:y");
        SplitTable of = SplitTable.of(
                table("read_id,a b,\"c\"\r\nr0,1,\"x,\"\"\ny\"\r\nr0,2,z\r\n\r\nr1,1,\r\n"), List.of("a b"));
        SplitTableException e = assertThrows(
                SplitTableException.class,
                () -> Split.from(source).by(SplitRule.table(of, "{a b}.sz")).to(out(), OnExisting.REFUSE));
        assertEquals(Set.of(SplitTableException.Fault.UNLISTED, SplitTableException.Fault.AMBIGUOUS), e.faults());
        assertTrue(e.getMessage().contains("1 record is not listed"), e.getMessage());
        assertTrue(e.getMessage().contains("1 record is listed with different values"), e.getMessage());
        assertTrue(e.getMessage().contains("'r0', 'r2'"), e.getMessage());
        Split.from(source)
                .by(SplitRule.table(of.missing("m").multi("n"), "{a b}.sz"))
                .to(out(), OnExisting.REFUSE);
        assertEquals(Map.of("n.sz", "r0", "1.sz", "r1", "m.sz", "r2"), contents(out()));
        SplitTable quoted = SplitTable.of(temp.resolve("table.txt"), List.of("c"));
        Split.from(source)
                .by(SplitRule.table(quoted.leavingOutMissing().multiToEach(), "{c}.sz"))
                .to(temp.resolve("c"), OnExisting.REFUSE);
        assertEquals(Map.of("x,%22%0Ay.sz", "r0", "z.sz", "r0", "~empty.sz", "r1"), contents(temp.resolve("c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "read_id\tb\nr0\n",
                "id,b\nr0,1\n",
                "read_id,c\nr0,1\n",
                "read_id,b,b\nr0,1,1\n",
                "read_id,b\nr0,\"1\n"
            })
    void badTablesAreRefused(String text) throws Exception {
        Path source = reads("r0:x");
        Path table = table(text);
        Exception e = assertThrows(
                Exception.class,
                () -> Split.from(source)
                        .by(SplitRule.table(SplitTable.of(table, List.of("b")), "{b}.sz"))
                        .to(out(), OnExisting.REFUSE));
        assertTrue(e instanceof IllegalArgumentException || e instanceof SzFormatException, e::toString);
        assertTrue(e.getMessage().contains(table.toString()), e.getMessage());
    }
}
