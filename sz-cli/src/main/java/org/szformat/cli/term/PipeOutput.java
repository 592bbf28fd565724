package org.szformat.cli.term;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The standard output: tells a reader that has gone from a device that fails. */
final class PipeOutput extends OutputStream {
    private static final Path LINUX_STDOUT = Path.of("/proc/self/fd/1");

    private final OutputStream out;

    PipeOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private static IOException explain(IOException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        boolean closed = lower.contains("broken pipe") || lower.contains("pipe is being closed") || isPipe();
        return closed ? new ClosedOutputException(e) : new IOException("standard output: " + message, e);
    }

    /** The text of an error is in the user's language; what the stream is, is not. */
    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(LINUX_STDOUT).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
