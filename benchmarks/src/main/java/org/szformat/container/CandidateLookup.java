package org.szformat.container;

import java.io.IOException;
import org.szformat.layout.RecordFile;

/** Lets benchmarks ask a container's ID index alone. In this package since the library does not offer that. */
public final class CandidateLookup {
    private final ContainerFile file;

    private CandidateLookup(ContainerFile file) {
        this.file = file;
    }

    /**
     * Of an open container.
     *
     * @throws ClassCastException when it is of another layout
     */
    public static CandidateLookup of(RecordFile file) {
        return new CandidateLookup((ContainerFile) file);
    }

    /** The rows of records whose ID may be this one. */
    public long[] rows(String id) throws IOException {
        return file.candidates(id);
    }
}
