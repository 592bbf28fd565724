package org.szformat.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.szformat.digest.DigestBuilder;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * Compares what is read back with what was to be written, if that is asked for. Of a field whose codec is lossy other values
 * are read than were written; where that is all fields, nothing but the number of records is compared. Safe for use by many
 * threads.
 */
public final class Verification {
    private final Schema schema;
    private final List<String> names;
    private final @Nullable Schema compared;
    private final int threads;

    public Verification(Settings settings, Plan plan) {
        this.schema = plan.schema();
        this.names = schema.fields().stream()
                .filter(field -> !plan.isLossy(field))
                .map(Field::name)
                .toList();
        this.compared = settings.verifies && !names.isEmpty() ? schema.select(names) : null;
        this.threads = settings.threads;
    }

    /** Of what is compared of records that are written; of none if nothing is. */
    public RecordDigest digest(List<Record> records) {
        if (compared == null) {
            return RecordDigest.NONE;
        }
        DigestBuilder builder = new DigestBuilder(compared);
        new SchemaMapping(schema, compared).apply(records).forEach(builder::add);
        return builder.build();
    }

    /**
     * Reads a file back.
     *
     * @param written the file
     * @param target what it will be, for messages
     * @param expected what {@link #digest} gave for its records
     * @param records how many were written
     * @param done is told how many more are done
     * @return the digest of all its fields
     * @throws IOException when it holds other records
     */
    public RecordDigest check(Path written, Path target, RecordDigest expected, long records, LongConsumer done)
            throws IOException, InterruptedException {
        try (RecordFile file = Sources.open(written)) {
            Projection all = Projection.all(file.schema());
            Projection some = names.isEmpty() ? all : Projection.of(file.schema(), names);
            RecordDigest found = RecordDigest.of(file, some, threads, done);
            if (names.isEmpty() ? found.records() != records : !found.equals(expected)) {
                throw new IOException(target + ": what was written reads back as other records (digest " + found
                        + "; expected " + expected + "); the sources are as they were");
            }
            return some.isAll() ? found : RecordDigest.of(file, all, threads, more -> {});
        }
    }
}
