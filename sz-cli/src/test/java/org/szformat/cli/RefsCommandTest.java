package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.json.JsonValue;

class RefsCommandTest {
    @TempDir
    Path folder;

    @Test
    void tellsWhereValuesLie() throws Exception {
        Path reads = folder.resolve("reads.sz");
        Sz.run("convert", Sz.vector("reads"), reads).done();
        List<JsonValue.Obj> references =
                Sz.run("refs", reads, "--to", "jsonl").done().json();
        long fields = Sz.run("view", reads, "--list-fields").done().lines().size() - 1;
        long records = Sz.run("skim", reads, "--ids").done().lines().size();
        assertTrue(references.size() > records, references.size() + " references");
        assertEquals(0, references.size() % records, fields + " fields");
        assertEquals(JsonValue.of(reads.toString()), references.get(0).get("file"));
        Path csv = folder.resolve("refs.csv");
        Sz.run("refs", reads, "-o", csv).done();
        assertEquals(references.size() + 1, Files.readAllLines(csv).size());
        assertEquals(Files.readString(csv), Sz.run("refs", reads).done().out());
        byte[] parquet = Files.readAllBytes(refs(reads, "-t", 1));
        assertArrayEquals(parquet, Files.readAllBytes(refs(reads, "-t", 4)));
    }

    private Path refs(Path reads, Object option, Object value) {
        Path out = folder.resolve("refs" + value + ".parquet");
        Sz.run("refs", reads, "-o", out, option, value).done();
        Sz.run("refs", reads, "-o", out).failed("refs" + value + ".parquet", "exists");
        Sz.run("refs", reads, "-o", out, "-f", option, value).done();
        return out;
    }

    @Test
    void ofADirectoryDatasetsHaveReferences() {
        List<JsonValue.Obj> references =
                Sz.run("refs", Sz.vector("reads"), "--to", "jsonl").done().json();
        assertTrue(references.get(0).get("file").toString().endsWith("/dat\""), references.get(0) + "");
    }

    @Test
    void goesOnPastDamageWhenTold() throws Exception {
        Path reads = folder.resolve("reads.sz");
        Sz.run("convert", Sz.vector("reads"), reads).done();
        JsonValue.Obj first =
                Sz.run("refs", reads, "--to", "jsonl").done().json().get(0);
        JsonValue offset = first.get("block_offset");
        byte[] bytes = Files.readAllBytes(reads);
        bytes[Integer.parseInt(offset.toString())] ^= 1;
        Files.write(reads, bytes);
        Sz.run("refs", reads).failed("reads.sz", "expected");
        Sz.Result skipped = Sz.run("refs", reads, "--skip-damaged", "--to", "jsonl");
        assertEquals(Main.FAILED, skipped.exitCode());
        assertTrue(skipped.err().contains(" skipped"), skipped.err());
        assertTrue(skipped.json().size() > 0, "other records");
        assertTrue(skipped.json().stream().noneMatch(one -> first.get("ID").equals(one.get("ID"))), skipped.out());
    }

    @Test
    void refusesWhatItCannotDo() throws Exception {
        Path reads = folder.resolve("reads.sz");
        Sz.run("convert", Sz.vector("reads"), reads).done();
        Path text = Files.writeString(folder.resolve("a.txt"), "nothing of that kind");
        Sz.run("refs", text).failed("a.txt", "read in place");
        Sz.run("refs", folder.resolve("none.sz")).failed("none.sz");
        Sz.run("refs", reads, "--to", "parquet").refused("standard output");
        Sz.run("refs", reads, "--to", "fast5", "-o", folder.resolve("x")).refused("not written");
        Sz.Result blow5 = Sz.run("refs", reads, "-o", folder.resolve("refs.blow5"));
        assertTrue(blow5.exitCode() != Main.OK && blow5.err().contains("SLOW5"), blow5 + "");
        assertTrue(!Sz.names(folder).contains("refs.blow5"));
    }
}
