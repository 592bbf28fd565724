package org.szformat.cli;

import org.szformat.concurrent.CompressedFile;
import org.szformat.schema.Field;
import org.szformat.schema.Handle;

/** The attribute that holds the IDs of records. */
final class Keys {
    private Keys() {}

    static Handle<String> handle(CompressedFile.Reader reader) throws FailedException {
        Field key = reader.schema()
                .key()
                .orElseThrow(() -> new FailedException(
                        reader.path() + ": its records have no IDs, since no attribute is a string"));
        return reader.schema().text(key.name());
    }
}
