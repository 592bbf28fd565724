package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void version() throws IOException {
        assertTrue(Main.version().matches("sz \\d+\\.\\d+\\.\\d+"));
    }
}
