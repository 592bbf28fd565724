package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void version() {
        assertTrue(Sz.run("--version")
                .done()
                .out()
                .matches("sz \\d+\\.\\d+\\.\\d+\nJava \\d+, signal kernels: plain Java\n"));
        assertEquals(
                Sz.run("--version").out(), Sz.run("view", "--version").done().out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo", "info", "view", "skim", "get", "verify", "repair", "convert", "merge", "split", "subset",
                "rechunk", "profile", "combine", "refs", "bench", "stats", "formats"
            })
    void everyCommandHelps(String command) {
        String help = Sz.run(command, "--help").done().out();
        assertEquals(help, Sz.run("help", command).done().out());
        assertTrue(help.startsWith("Usage: sz " + command + " [OPTIONS]"), help);
        assertTrue(help.contains("\nExamples:\n  sz "), help);
        List<String> lines = help.lines().toList();
        List<String> examples = lines.subList(lines.indexOf("Examples:") + 1, lines.size());
        assertTrue(examples.stream().allMatch(line -> line.startsWith("  sz ")), help);
        assertTrue(Sz.run("--help").done().out().contains("\n  " + command + " "));
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
        Sz.run(command, "--no-such-option", "x").refused("no option '--no-such-option'");
    }

    /** The list of commands has a whole sentence for each. */
    @Test
    void helpIsNotCutShort() {
        List<String> lines = Sz.run("--help").done().lines();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines::toString);
        List<String> commands = lines.subList(lines.indexOf("Look into files:"), lines.indexOf("Examples:")).stream()
                .filter(line -> line.startsWith("  "))
                .toList();
        assertTrue(commands.size() > 20, lines::toString);
        assertTrue(
                commands.stream().allMatch(line -> line.endsWith(".") && !line.startsWith("   ")), commands::toString);
        assertFalse(lines.contains("More:"), "every command has a group");
    }

    @Test
    void withoutACommandHelpIsWrongUsage() {
        Sz.Result result = Sz.run();
        assertEquals(Main.USAGE, result.exitCode());
        assertEquals("", result.out());
        assertEquals(Sz.run("--help").out(), result.err());
    }

    @Test
    void unknownCommand() {
        Sz.run("vieww").refused("no command 'vieww'", "view");
        Sz.run("help", "vieww").refused("vieww");
    }

    @Test
    void completion() {
        assertTrue(Sz.run("generate-completion").done().out().contains("--missing-ok"));
    }
}
