package org.szformat.container;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** What a thread needs to read rows of chunks, kept for its next read. Confined to one thread at a time. */
final class Workspace implements Closeable {
    private final FileHead file;
    private final long maxValueBytes;
    private final BlockDecoder decoder;
    private final StoredBytes stored;
    private final @Nullable ColumnReader[] readers;
    private @Nullable RecordBuilder builder;

    Workspace(FrameReader frames, FileHead file) {
        this.file = file;
        this.maxValueBytes = frames.limits().maxValueBytes();
        this.decoder = new BlockDecoder(frames.file(), file.columns());
        this.stored = new StoredBytes(frames);
        this.readers = new ColumnReader[file.columns().size()];
    }

    BlockDecoder decoder() {
        return decoder;
    }

    StoredBytes stored() {
        return stored;
    }

    /** The reader of a column. */
    ColumnReader reader(Field field) {
        ColumnReader known = readers[field.position()];
        if (known == null) {
            known = new ColumnReader(file.column(field), decoder, maxValueBytes);
            readers[field.position()] = known;
        }
        return known;
    }

    /** A builder of records of a schema, empty. */
    RecordBuilder builder(Schema schema) {
        RecordBuilder known = builder;
        if (known == null || !known.schema().equals(schema)) {
            known = Record.builder(schema);
            builder = known;
        }
        return known;
    }

    /** Forgets what was read. */
    void release() {
        stored.release();
        for (ColumnReader reader : readers) {
            if (reader != null) {
                reader.release();
            }
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
