package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs on a web server, in archives, and in archives on a web server. */
class RemoteInputTest {
    private static final Path READS = Sz.vector("reads");

    @TempDir
    Path folder;

    private FileServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        Sz.run("convert", READS, folder.resolve("reads.sz")).done();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(folder.resolve("run.tar")))) {
            for (String name : new String[] {"run/one.sz", "run/two.sz"}) {
                byte[] content = Files.readAllBytes(folder.resolve("reads.sz"));
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        server = new FileServer(folder);
        url = server.url();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theyReadAsFilesDo() {
        String local = Sz.run("view", folder.resolve("reads.sz")).done().out();
        for (String place :
                new String[] {url + "reads.sz", folder + "/run.tar!/run/two.sz", url + "run.tar!/run/one.sz"}) {
            assertEquals(local, Sz.run("view", place).done().out(), place);
            assertEquals(
                    Sz.run("get", READS, "read_11_3", "--format", "jsonl")
                            .done()
                            .out(),
                    Sz.run("get", place, "read_11_3", "--format", "jsonl")
                            .done()
                            .out());
            assertEquals(
                    "\"" + place + "\"",
                    Sz.parse(Sz.run("info", place, "--json").done().out())
                            .get("path")
                            .toString());
            Sz.run("verify", place).done();
        }
    }

    @Test
    void foldersInArchivesAreSearched() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Sz.run("convert", "-r", folder + "/run.tar!/", "-d", out).done();
        String local = Sz.run("view", folder.resolve("reads.sz")).done().out();
        assertEquals(local, Sz.run("view", out.resolve("run/one.sz")).done().out());
        assertEquals(local, Sz.run("view", out.resolve("run/two.sz")).done().out());
        Sz.run("convert", url + "reads.sz", out.resolve("again.sz")).done();
        assertEquals(local, Sz.run("view", out.resolve("again.sz")).done().out());
    }

    @Test
    void otherFormatsToo() throws Exception {
        Sz.run("convert", READS, folder.resolve("reads.jsonl"));
        Path copy = folder.resolve("copy.jsonl");
        Sz.run("convert", url + "reads.jsonl", copy);
        Path local = folder.resolve("local.jsonl");
        Sz.run("convert", folder.resolve("reads.jsonl"), local);
        assertEquals(Files.readString(local), Files.readString(copy));
        assertEquals(
                Sz.run("info", folder.resolve("reads.jsonl")).done().lines().size(),
                Sz.run("info", url + "reads.jsonl").done().lines().size());
    }

    @Test
    void namesThatLeadOutOfTheFolderAreRefused() throws Exception {
        Path tar = folder.resolve("hostile.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            byte[] content = Files.readAllBytes(folder.resolve("reads.sz"));
            TarArchiveEntry entry = new TarArchiveEntry("../../evil.sz");
            entry.setSize(content.length);
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        }
        Sz.run("convert", "-r", tar + "!/", "-d", folder.resolve("a/b")).refused("../../evil.sz");
    }

    @Test
    void whatIsOnlyReadIsNotWritten() {
        Sz.run("convert", folder.resolve("reads.sz"), url + "new.sz").failed(url + "new.sz", "only be read");
        Sz.run("convert", folder.resolve("reads.sz"), folder + "/run.tar!/new.sz")
                .failed("only be read");
        Sz.run("view", folder.resolve("reads.sz"), "-o", url + "new.tsv").failed("only be read");
        Sz.run("repair", folder + "/run.tar!/run/one.sz").failed("only be read");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        Sz.run("view", url + "none.sz").failed(url + "none.sz", "no such file on the server");
        Sz.run("view", folder + "/run.tar!/none.sz").failed("run.tar!/none.sz", "no such member");
        Sz.run("view", "gopher://host/reads.sz").refused("nothing installed reads 'gopher:'");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("z.zip")))) {
            zip.putNextEntry(new ZipEntry("reads.sz"));
            zip.write(Files.readAllBytes(folder.resolve("reads.sz")));
        }
        Sz.run("view", folder + "/z.zip!/reads.sz").failed("compressed (deflate)", "zip -0");
    }
}
