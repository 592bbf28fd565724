package org.szformat.cli.term;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.szformat.interop.text.TextOutput;

/**
 * What a command reads from and writes to: results on the standard output, all else on the standard error, both in UTF-8
 * whatever the locale.
 */
public final class StandardStreams {
    private static final String PREFIX = "sz: ";

    private final InputStream in;
    private final OutputStream bytes;
    private final TextOutput out;
    private final PrintStream err;
    private final Terminal terminal;
    private final Map<String, String> names = Collections.synchronizedMap(new LinkedHashMap<>());

    private StandardStreams(InputStream in, StandardOutput out, OutputStream err, Terminal terminal) {
        this.in = in;
        this.bytes = out;
        this.out = new TextOutput(out);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** Those of the process. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                StandardOutput.ofProcess(),
                new FileOutputStream(FileDescriptor.err),
                Terminal.standardError());
    }

    /** Any three streams, none of them a terminal. */
    public static StandardStreams of(InputStream in, OutputStream out, OutputStream err) {
        return new StandardStreams(in, StandardOutput.of(out), err, Terminal.none());
    }

    /** The standard input. */
    public InputStream in() {
        return in;
    }

    /** The standard output, for results; flushed when the command has ended. */
    public TextOutput out() {
        return out;
    }

    /** The standard output, for bytes; not to be used together with {@link #out}. */
    public OutputStream bytes() {
        return bytes;
    }

    /** The standard error. */
    public PrintStream err() {
        return err;
    }

    /** Reports on the standard error, in one line, whatever is in the message. */
    public void report(String message) {
        String named = message;
        synchronized (names) {
            for (Map.Entry<String, String> name : names.entrySet()) {
                named = named.replace(name.getKey(), name.getValue());
            }
        }
        err.println(PREFIX + oneLine(named));
    }

    /** Lets what is reported from now on have another text in the place of one, such as a name that users know. */
    public void rename(String text, String other) {
        names.put(text, other);
    }

    /** Reports what the user should know although the work goes on. */
    public void warn(String message) {
        report("warning: " + message);
    }

    /** Shows how far some work has come. */
    public Progress progress(String task, long total) {
        return new Progress(err, terminal, task, total);
    }

    /** Shows how many of so many bytes some work has done, and how long it will take. */
    public Progress byteProgress(String task, long total) {
        return new Progress(err, terminal, task, total).inBytes();
    }

    /** The text with control characters, which could disguise it, as {@code \\u001b}. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                String hex = Integer.toHexString(c);
                line.append("\\u").append("0000", hex.length(), 4).append(hex);
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }
}
