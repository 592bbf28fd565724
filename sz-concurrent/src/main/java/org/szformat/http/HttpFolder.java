package org.szformat.http;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.szformat.io.ReadOnlyProvider;

/** A URL that leads to no file, and has a file of an SZ directory in it. */
record HttpFolder() implements Resource {
    @Override
    public BasicFileAttributes attributes() {
        return new ReadOnlyProvider.Attributes(true, 0, FileTime.fromMillis(0));
    }
}
