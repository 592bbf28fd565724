package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;

class CombineCommandTest {
    @TempDir
    Path folder;

    private Path a;
    private Path manifest;

    @BeforeEach
    void members() throws Exception {
        Files.createDirectory(folder.resolve("runs"));
        a = Containers.write(folder.resolve("runs/a.sz"));
        Sz.run("convert", a, folder.resolve("runs/b.sz"), "--layout", "directory")
                .done();
        manifest = folder.resolve("all.szv");
    }

    @Test
    void everyReadingCommandReadsItLikeOneFile() throws Exception {
        String said = Sz.run("combine", a, "-o", manifest).done().out();
        long records = Sz.run("skim", a, "--ids").done().lines().size();
        assertEquals(manifest + ": 1 member, " + records + " records\n", said);
        for (List<String> command : List.of(
                List.of("view"),
                List.of("view", "--format", "jsonl"),
                List.of("skim"),
                List.of("skim", "--ids"),
                List.of("stats"),
                List.of("view", "--skip", "3", "--limit", "4", "--skip-damaged"))) {
            assertEquals(of(command, a), of(command, manifest), command.toString());
        }
        String id = Sz.run("skim", a, "--ids").done().lines().get(2);
        assertEquals(
                Sz.run("get", a, id).done().out(),
                Sz.run("get", manifest, id).done().out());
        assertTrue(Sz.run("verify", manifest).done().out().startsWith(manifest + ": OK (" + records + " records"));
        assertTrue(Sz.run("verify", "--quick", manifest).done().out().contains("OK"));
        assertTrue(Sz.run("info", manifest).done().out().contains("layout    virtual (SZ 1.0, manifest 1)"));
        assertTrue(Sz.run("info", "--json", manifest).done().out().contains("\"members\": 1,"));
        Path copy = folder.resolve("copy.sz");
        Sz.run("convert", manifest, copy).done();
        assertEquals(of(List.of("view"), a), of(List.of("view"), copy));
    }

    private static String of(List<String> command, Path file) {
        return Sz.run(Stream.concat(command.stream(), Stream.of(file)).toArray())
                .done()
                .out()
                .replace(file.toString(), "FILE");
    }

    @Test
    void foldersAreSearchedAndManifestsAddedTo() throws Exception {
        Sz.run(
                        "combine",
                        "-r",
                        folder.resolve("runs"),
                        "-o",
                        folder.resolve("runs/all.szv"),
                        "--attribute",
                        "file=([a-z])\\.sz")
                .done();
        Path all = folder.resolve("runs/all.szv");
        assertEquals("b", Sz.run("view", all, "-H", "-i", "file").done().lines().get(Containers.RECORDS));
        String said = Sz.run("combine", "--append", all, a, "--attribute", "file=([a-z])\\.sz")
                .done()
                .out();
        assertTrue(said.contains("3 members") && said.contains(" with the ID of an earlier one"), said);
        Sz.run("combine", "-r", folder.resolve("runs"), "-o", all, "-f").done();
        assertTrue(Sz.run("info", all).done().out().contains("members   2"));
    }

    @Test
    void searchesPassManifestsByAndNamesDoNot() throws Exception {
        Path runs = folder.resolve("runs");
        Path b = runs.resolve("b.sz");
        Path all = runs.resolve("all.szv");
        Sz.run("combine", a, b, "-o", all).done();
        Path found = folder.resolve("found.sz");
        assertEquals(Main.OK, Sz.run("convert", "-r", runs, "-o", found).exitCode());
        assertEquals(2 * Containers.RECORDS, records(found));
        Path named = folder.resolve("named.sz");
        assertEquals(Main.OK, Sz.run("convert", "-r", all, runs, "-o", named).exitCode());
        assertEquals(4 * Containers.RECORDS, records(named));
        assertEquals(
                Sz.run("stats", a, b).done().out(),
                Sz.run("stats", "-r", runs).done().out());
        Path only = Files.createDirectory(folder.resolve("only"));
        Sz.run("combine", a, "-o", only.resolve("a.szv")).done();
        Sz.run("stats", "-r", only).failed("no SZ files", "manifests aside");
    }

    private static long records(Path file) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            return reader.size();
        }
    }

    @Test
    void membersThatMoved() throws Exception {
        Sz.run("combine", a, "-o", manifest).done();
        Files.move(folder.resolve("runs"), folder.resolve("archive"));
        Sz.run("view", manifest).failed("member 0, runs/a.sz", "no such file", "--relocate");
        Sz.run("verify", manifest).failed("member 0, runs/a.sz");
        Sz.run("verify", "--quick", manifest).failed("member 0, runs/a.sz");
        assertEquals(1, Sz.run("view", manifest, "--skip-damaged").exitCode());
        Sz.run("combine", "--relocate", "runs=" + folder.resolve("archive"), manifest)
                .done();
        Sz.run("verify", manifest).done();
        Sz.run("combine", "--relocate", "nowhere=else", manifest).failed("no member that lies in 'nowhere'");
    }

    @Test
    void wrongUsage() throws Exception {
        Sz.run("combine", a).refused("no output given");
        Sz.run("combine", a, "-o", manifest, "--append", manifest).refused("exclude each other");
        Sz.run("combine", a, "-o", manifest, "--attribute", "run=(").refused("no regular expression");
        Sz.run("combine", a, "-o", manifest, "--inline", "-1").refused("--inline is -1");
        Sz.run("combine", a, "-o", manifest, "--attribute", "run=zzz").failed("found nothing that matches 'zzz'");
        Sz.run("combine", a, "-o", a, "-f").failed("is one of the files that are to be combined");
        Sz.run("convert", a, manifest, "--layout", "virtual").refused("sz combine");
        assertEquals(List.of("runs"), Sz.names(folder));
    }
}
