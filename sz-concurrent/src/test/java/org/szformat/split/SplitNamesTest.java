package org.szformat.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.szformat.Layout;
import org.szformat.layout.OnExisting;
import org.szformat.query.Samples;

/** How the files are called that records are split into, and what stands in their way. */
final class SplitNamesTest extends SplitFixture {
    @Test
    void valuesAreMadeSafeAndNeverShareAFile() throws Exception {
        Path source = reads("r0:a/b", "r1:..", "r2:A", "r3:a", "r4:", "r5", "r6:~missing", "r7:a_b", "r8:a");
        Split.from(source).by(SplitRule.attributes("{run_id}.sz")).to(out(), OnExisting.REFUSE);
        assertEquals(
                Map.of(
                        "a%2Fb.sz", "r0",
                        "%2E%2E.sz", "r1",
                        "A.sz", "r2",
                        "a~2.sz", "r3 r8",
                        "~empty.sz", "r4",
                        "~missing.sz", "r5",
                        "%7Emissing.sz", "r6",
                        "a_b.sz", "r7"),
                contents(out()));
    }

    @Test
    void namesThatAreOneToSomeFileSystemAreToldApart() {
        FileNames names = new FileNames();
        assertEquals("\u00E9.sz", names.unique("\u00E9.sz"));
        assertEquals("e\u0301~2.sz", names.unique("e\u0301.sz"));
        assertEquals("E\u0301~3.sz", names.unique("E\u0301.sz"));
        assertEquals("s.sz", names.unique("s.sz"));
        assertEquals("\u017F~2.sz", names.unique("\u017F.sz"));
    }

    @Test
    void namesOfDevicesAreNotUsed() {
        for (String device : List.of("con", "NUL", "aux.1", "com1", "lpt9.x.y")) {
            assertEquals('%', FileNames.safe(device).charAt(0), device);
        }
        for (String other : List.of("cone", "com10", "com", "lpt", "a.con")) {
            assertEquals(other, FileNames.safe(other));
        }
    }

    @Test
    void templatesMakeFolders() throws Exception {
        Path source = reads("r0:a", "r1:b", "r2:a");
        Split.from(source)
                .by(SplitRule.attributes("{run_id}/{{x}}_{source}_{n}.sz"))
                .to(out(), OnExisting.REFUSE);
        assertEquals(
                Map.of("a/{x}_reads_0.sz", "r0", "b/{x}_reads_1.sz", "r1", "a/{x}_reads_2.sz", "r2"), contents(out()));
    }

    @Test
    void badTemplatesAreRefused() throws Exception {
        Path source = reads("r0:a");
        for (String template :
                List.of("x.sz", "{run_id", "{}.sz", "}.sz", "../{run_id}.sz", "/{run_id}", "{run_id}/")) {
            assertThrows(IllegalArgumentException.class, () -> SplitRule.attributes(template), template);
        }
        for (String template : List.of("{nothing}.sz", "{signal}.sz", "{part}.sz")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Split.from(source).by(SplitRule.attributes(template)).to(out(), OnExisting.REFUSE),
                    template);
        }
        assertThrows(IllegalArgumentException.class, () -> SplitRule.files(3, "x.sz"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Split.from(source).by(SplitRule.files(3, "{part}{n}.sz")).to(out(), OnExisting.REFUSE));
        assertFalse(Files.exists(out()), "folders that were made are removed");
    }

    @Test
    void filesThatAreOneByALinkAreRefused() throws Exception {
        Path source = reads("r0:a", "r1:b");
        Files.createDirectories(out());
        Samples.write(out().resolve("a.sz"), List.of(record("old", "a", 1)), 1, Layout.CONTAINER);
        Files.createSymbolicLink(out().resolve("b.sz"), Path.of("a.sz"));
        Split split = Split.from(source).by(SplitRule.attributes("{run_id}.sz"));
        assertThrows(IllegalArgumentException.class, () -> split.to(out(), OnExisting.REPLACE));
        assertEquals(Map.of("a.sz", "old", "b.sz", "old"), contents(out()));
    }

    @Test
    void whatExistsIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path source = reads("r0:a", "r1:b");
        Files.createDirectories(out());
        Samples.write(out().resolve("b.sz"), List.of(record("old", "b", 1)), 1, Layout.CONTAINER);
        Split split = Split.from(source).by(SplitRule.attributes("{run_id}.sz"));
        assertThrows(FileAlreadyExistsException.class, () -> split.to(out(), OnExisting.REFUSE));
        assertEquals(Map.of("b.sz", "old"), contents(out()));
        split.to(out(), OnExisting.REPLACE);
        assertEquals(Map.of("a.sz", "r0", "b.sz", "r1"), contents(out()));
        Path reads = Files.move(source, out().resolve("c.sz"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Split.from(reads)
                        .by(new SplitRule.ByRun("run_id", "c.sz"))
                        .to(out(), OnExisting.REPLACE));
    }
}
