package org.szformat.interop.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.szformat.SzFormatException;

/**
 * Some whole records of a text file.
 *
 * @param file the file
 * @param bytes what stands there; not modified
 * @param firstLine the number of the first line, from 1
 * @param position how far in the file it ends, in bytes of what is on disk
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TextBlock(Path file, byte[] bytes, long firstLine, long position) {
    /** How much memory records take for each byte of their text, roughly. */
    private static final int EXPANSION = 4;

    /** How much memory it takes with its records. */
    public long footprint() {
        return Math.max(1, (long) EXPANSION * bytes.length);
    }

    /**
     * Its text.
     *
     * @throws SzFormatException when it is no UTF-8
     */
    public String text() throws SzFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SzFormatException(
                    file, "line " + lineOf(firstMalformed()), "bytes that are no UTF-8", "text in UTF-8", e);
        }
    }

    private int firstMalformed() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(in, java.nio.CharBuffer.allocate(bytes.length + 1), true);
        return in.position();
    }

    /** The number of the line that the byte at an index is of. */
    public long lineOf(int index) {
        long line = firstLine;
        for (int i = 0; i < index; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
