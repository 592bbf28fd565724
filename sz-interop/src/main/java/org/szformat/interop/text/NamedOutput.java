package org.szformat.interop.text;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that go somewhere; failures say where. */
public class NamedOutput extends OutputStream {
    private final OutputStream out;
    private final String name;

    /**
     * Bytes that go to a stream.
     *
     * @param name what messages call it: the file
     */
    public NamedOutput(OutputStream out, String name) {
        this.out = out;
        this.name = name;
    }

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    @Override
    public final void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw explain(e);
        }
    }

    @Override
    public final void close() throws IOException {
        out.close();
    }

    /** What is thrown for a failure of the stream below. */
    protected IOException explain(IOException e) {
        return new IOException(name + ": " + e.getMessage(), e);
    }
}
