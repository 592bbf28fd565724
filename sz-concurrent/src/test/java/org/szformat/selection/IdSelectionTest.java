package org.szformat.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.rewrite.Contents;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;

final class IdSelectionTest {
    private static final List<Record> RECORDS = Samples.records(5, 300);

    @TempDir
    Path temp;

    private Path source(String name, int from, int to, Layout layout) throws Exception {
        return Samples.write(temp.resolve(name), RECORDS.subList(from, to), 20, layout);
    }

    private static List<String> ids(Path path) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Record record : Contents.read(path)) {
            ids.add(record.key());
        }
        return ids;
    }

    /** With lists that are few and lists that are many. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void keepsWhatIsListed(int few) throws Exception {
        Path a = source("a.sz", 0, 150, Layout.CONTAINER);
        Path b = source("b.sz", 150, 300, Layout.CONTAINER);
        List<String> wanted = new ArrayList<>(List.of("r299", "nobody", "r7", "r150", "r7", "r149", "nobody"));
        for (int i = 0; i < 30; i++) {
            wanted.add("absent" + i);
        }
        Path out = temp.resolve("out.sz");
        try (IdSelection selection = IdSelection.of(wanted, temp, few)) {
            RewriteResult result = Rewrite.from(a, b).keeping(selection).to(out, OnExisting.REFUSE);
            assertEquals(List.of("r7", "r149", "r150", "r299"), ids(out));
            assertEquals(4, result.records());
            IdSelection.Report report = selection.report();
            assertEquals(35, report.listed());
            assertEquals(2, report.repeated());
            assertEquals(31, report.missing());
            assertEquals(20, report.firstMissing().size());
            assertEquals(
                    List.of("nobody", "absent0", "absent1"),
                    report.firstMissing().subList(0, 3));
        }
        try (CompressedFile.Reader reader = CompressedFile.open(out)) {
            assertEquals(RECORDS.get(149), reader.get("r149").orElseThrow());
        }
        try (IdSelection selection = IdSelection.of(wanted, temp, few)) {
            Rewrite.from(a, b)
                    .keeping(selection)
                    .onDuplicate(DuplicatePolicy.REFUSE)
                    .where("group >= 0 || group is missing")
                    .to(out, OnExisting.REPLACE);
            assertEquals(List.of("r7", "r149", "r150", "r299"), ids(out));
        }
    }

    @Test
    void allRecordsOfAnIdAreKept() throws Exception {
        Path a = source("a.sz", 0, 150, Layout.CONTAINER);
        Path out = temp.resolve("out.sz");
        for (int few : new int[] {0, 10}) {
            try (IdSelection selection = IdSelection.of(List.of("r3"), temp, few)) {
                Rewrite.from(a, a).keeping(selection).to(out, OnExisting.REPLACE);
                assertEquals(List.of("r3", "r3"), ids(out));
            }
        }
    }

    @Test
    void listsAreRead() throws Exception {
        Path list = temp.resolve("ids.txt");
        Files.writeString(list, "\uFEFFr1\r\n\nr2\n");
        Path a = source("a.sz", 0, 150, Layout.CONTAINER);
        Path out = temp.resolve("out.sz");
        try (IdSelection selection = IdSelection.of(list, temp)) {
            Rewrite.from(a).keeping(selection).to(out, OnExisting.REFUSE);
            assertEquals(List.of("r1", "r2"), ids(out));
            assertEquals(0, selection.report().missing());
        }
        Files.write(list, "\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        IOException e = assertThrows(IOException.class, () -> IdSelection.of(list, temp));
        assertTrue(e.getMessage().contains(list.toString()), e.getMessage());
    }

    @Test
    void rowsAreCountedOverAllSources() throws Exception {
        Path a = source("a.sz", 0, 150, Layout.CONTAINER);
        Path b = source("b.sz", 150, 300, Layout.CONTAINER);
        Path out = temp.resolve("out.sz");
        Rewrite.from(a, b).keeping(RecordSelection.rows(148, 152)).to(out, OnExisting.REFUSE);
        assertEquals(List.of("r148", "r149", "r150", "r151"), ids(out));
        assertThrows(IllegalArgumentException.class, () -> RecordSelection.rows(3, 2));
    }

    @Test
    void selectionsOfBothKinds() throws Exception {
        Path a = source("a.sz", 0, 150, Layout.CONTAINER);
        Path out = temp.resolve("out.sz");
        try (IdSelection selection = IdSelection.of(Set.of("r3", "r100"), temp)) {
            Rewrite.from(a)
                    .keeping(selection.and(RecordSelection.rows(50, 150)))
                    .to(out, OnExisting.REFUSE);
            assertEquals(List.of("r100"), ids(out));
        }
    }
}
