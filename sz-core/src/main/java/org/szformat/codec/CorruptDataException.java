package org.szformat.codec;

import java.io.IOException;

/** Bytes that are not what an encoder of the format in question writes. Thrown by decoders, for nothing else. */
public final class CorruptDataException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final long position;
    private final String found;
    private final String expected;

    /**
     * Describes the fault.
     *
     * @param what what was being decoded, for example {@code zstd frame}
     * @param position where the fault lies, in bytes from the start of what was being decoded
     * @param found what was found there
     * @param expected what was expected instead
     */
    public CorruptDataException(String what, long position, String found, String expected) {
        super(what + ": found " + found + " at byte " + position + ", expected " + expected);
        this.what = what;
        this.position = position;
        this.found = found;
        this.expected = expected;
    }

    /**
     * What was being decoded.
     *
     * @return a name such as {@code zstd frame} or {@code svb}
     */
    public String what() {
        return what;
    }

    /**
     * Where the fault lies. In a pipeline, the positions of a stage count in that stage's own input.
     *
     * @return bytes from the start of what was being decoded
     */
    public long position() {
        return position;
    }

    /**
     * What was found.
     *
     * @return a phrase for a message
     */
    public String found() {
        return found;
    }

    /**
     * What was expected.
     *
     * @return a phrase for a message
     */
    public String expected() {
        return expected;
    }
}
