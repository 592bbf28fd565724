package org.szformat.container;

import java.io.IOException;
import org.szformat.layout.LayoutWriter;

/** Writes a container that has frames besides those of its records. */
public interface AttachingWriter extends LayoutWriter {

    /**
     * Writes an attachment behind what was written last. Belongs to the thread that writes chunks.
     *
     * @param kind what it is, in at most 255 bytes of UTF-8
     * @param content its content, which is compressed where that makes it smaller
     * @return where it begins in the file
     */
    long attach(String kind, byte[] content) throws IOException;
}
