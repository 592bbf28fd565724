package org.szformat.concurrent;

import java.io.IOException;

/**
 * A file no longer has the chunk that a {@link ChunkRef} was made of. Its message names file and chunk, what was found and
 * what was expected. References that are made anew, by {@link CompressedFile.Reader#chunks()}, fit the file as it is.
 */
public final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    FileChangedException(String message) {
        super(message);
    }
}
