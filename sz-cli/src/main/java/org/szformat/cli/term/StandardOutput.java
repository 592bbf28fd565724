package org.szformat.cli.term;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.szformat.interop.text.NamedOutput;

/** The standard output: tells a reader that has gone from a device that fails. */
final class StandardOutput extends NamedOutput {
    private static final Path LINUX_STDOUT = Path.of("/proc/self/fd/1");

    private final BooleanSupplier isPipe;

    private StandardOutput(OutputStream out, BooleanSupplier isPipe) {
        super(out, "standard output");
        this.isPipe = isPipe;
    }

    static StandardOutput of(OutputStream out) {
        return new StandardOutput(out, () -> false);
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), StandardOutput::isProcessInPipe);
    }

    @Override
    protected IOException explain(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean closed =
                message.contains("broken pipe") || message.contains("pipe is being closed") || isPipe.getAsBoolean();
        return closed ? new ClosedOutputException(e) : super.explain(e);
    }

    /** The text of an error is in the user's language; what the stream is, is not. */
    private static boolean isProcessInPipe() {
        try {
            String target = Files.readSymbolicLink(LINUX_STDOUT).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
