package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void worksAndLeavesAGoodFile() {
        Path file = folder.resolve("new/reads.sz");
        String said = Sz.run("demo", "-o", folder.resolve("new"), "--reads", 40, "--producers", 3, "-t", 2)
                .done()
                .out();
        assertTrue(said.contains("each was made again from its seed and compared, bit for bit"), said);
        assertTrue(Files.isRegularFile(file));
        assertTrue(said.endsWith("The file is " + file + "\n"), said);
        assertTrue(Sz.run("verify", file).done().out().contains("OK (40 records"));
        assertEquals(List.of("reads.sz"), Sz.names(file.getParent()));

        Sz.run("demo", "-o", file.getParent(), "--reads", 3).failed("exists; give --force");
        Sz.run("demo", "-o", file.getParent(), "--reads", 3, "-f").done();
        assertTrue(Sz.run("verify", file).done().out().contains("OK (3 records"));
    }

    @Test
    void theSeedSaysWhatIsWritten() throws Exception {
        for (String layout : List.of("container", "directory")) {
            List<Path> files = new ArrayList<>();
            for (String seed : List.of("1", "1", "2")) {
                Path to = folder.resolve(layout + files.size());
                Sz.run("demo", "-o", to, "--reads", 5, "--producers", 1, "--seed", seed, "--layout", layout)
                        .done();
                Path file = to.resolve("reads.sz");
                files.add(layout.equals("container") ? file : file.resolve("dat"));
            }
            assertTrue(Files.isRegularFile(files.get(0)));
            assertEquals(-1, Files.mismatch(files.get(0), files.get(1)));
            assertTrue(Files.mismatch(files.get(0), files.get(2)) >= 0);
        }
    }

    @Test
    void wrongCalls() {
        Sz.run("demo", "--reads", 0).refused("reads is 0");
        Sz.run("demo", "--producers", -1).refused("producers is -1");
        Sz.run("demo", "stray").refused("stray");
    }
}
