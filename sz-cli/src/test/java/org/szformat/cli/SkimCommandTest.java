package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SkimCommandTest {
    private static final Path ATTRIBUTES = Sz.vector("attributes");

    @Test
    void theTableIsTheAttributes() {
        assertEquals(
                Sz.run("view", ATTRIBUTES, "--no-datasets").done().out(),
                Sz.run("skim", ATTRIBUTES).done().out());
    }

    @Test
    void idsAlone() {
        assertEquals(
                Sz.run("view", ATTRIBUTES, "-i", "ID", "-H").done().out(),
                Sz.run("skim", ATTRIBUTES, "--ids").done().out());
    }

    @Test
    void headerAlone() {
        assertEquals(
                "{\"version\": \"0.0.1\", \"n\": 3, \"nested\": {\"k\": [1, 2.5, null, true]}}\n",
                Sz.run("skim", ATTRIBUTES, "--header").done().out());
        Sz.run("skim", ATTRIBUTES, "--header", "--ids").refused("mutually exclusive");
    }
}
