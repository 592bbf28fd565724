package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
    private static final Path READS = Sz.vector("reads");

    /** Takes some bytes, then fails. */
    private static final class Failing extends OutputStream {
        private final String message;
        private int left;
        private int failures;

        Failing(int left, String message) {
            this.left = left;
            this.message = message;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            left -= length;
            if (left < 0) {
                failures++;
                throw new IOException(message);
            }
        }
    }

    private static int run(OutputStream out, OutputStream err, String... args) {
        return Main.run(args, InputStream.nullInputStream(), out, err);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 100_000})
    void aClosedPipeEndsSilently(int bytes) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Failing out = new Failing(bytes, "Broken pipe");
        assertEquals(Main.OK, run(out, err, "view", READS.toString()));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(1, out.failures);
        assertEquals(Main.OK, run(new Failing(0, "Broken pipe"), err, "--help"));
        assertEquals(Main.OK, run(new Failing(0, "Broken pipe"), err, "verify", READS.toString()));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anyOtherFailureIsTold() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(Main.FAILED, run(new Failing(10, "No space left on device"), err, "skim", READS.toString()));
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals("sz: standard output: No space left on device\n", said);
    }

    @Test
    void stackTracesOnlyWhenAsked() {
        Sz.run("view", READS.resolve("none")).failed("no such file");
        Sz.Result result = Sz.run("view", READS.resolve("none"), "--debug");
        assertEquals(Main.FAILED, result.exitCode());
        assertTrue(result.err().contains("\tat org.szformat."), result.err());
    }
}
