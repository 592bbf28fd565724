package org.szformat.layout;

import java.io.IOException;
import java.nio.file.Path;

/** A layout whose finished files can be written on. */
public interface AppendableLayout extends LayoutProvider {

    /**
     * Goes on writing a finished file, with the schema, the header and the codecs that it has. What is there stays as it
     * is, byte for byte; {@link LayoutWriter#abort} brings the file back to what it was.
     *
     * @param durability what flushed records survive
     * @throws org.szformat.SzFormatException when the file is damaged, was not finished, or needs of those who append
     *     what this version does not know
     * @throws IOException also when the file is being written
     */
    LayoutWriter append(Path path, ReadOptions options, Durability durability) throws IOException;
}
