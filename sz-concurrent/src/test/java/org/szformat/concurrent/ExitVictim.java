package org.szformat.concurrent;

import java.nio.file.Path;
import org.szformat.Layout;

/** A process that writes, flushes, writes on, and ends without closing its writer. */
final class ExitVictim {
    static final int FLUSHED = 10;

    /** How it ends. */
    enum End {
        EXIT,
        HALT,
        RETURN,
        UNCAUGHT
    }

    private static CompressedFile.Writer writer;

    private ExitVictim() {}

    /** Arguments: the file, its layout, how it is to end. */
    public static void main(String[] args) throws Exception {
        WriterOptions options = WriterOptions.defaults().withLayout(Layout.valueOf(args[1]));
        writer = CompressedFile.create(Path.of(args[0]), Reads.SCHEMA, options);
        writer.putChunk(Reads.reads(0, 0, FLUSHED, 100));
        writer.flush();
        writer.putChunk(Reads.reads(0, FLUSHED, 10, 100));
        System.out.print(writer.metrics().recordsAdmitted());
        System.out.flush();
        switch (End.valueOf(args[2])) {
            case EXIT -> System.exit(3);
            case HALT -> Runtime.getRuntime().halt(4);
            case UNCAUGHT -> throw new IllegalStateException("made up");
            case RETURN -> {}
        }
    }
}
