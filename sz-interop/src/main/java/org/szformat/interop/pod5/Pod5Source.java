package org.szformat.interop.pod5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.RecordSource;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Reads from a POD5 file: slices of the batches of its reads table, each of which fetches its signals when decoded. */
final class Pod5Source implements RecordSource {
    /** What a read takes beside its signal, roughly. */
    static final long READ_BYTES = 512;

    /** Samples after which a part ends. */
    private static final long PART_SAMPLES = 4L << 20;

    /** Reads after which a part ends. */
    private static final int PART_READS = 1000;

    private final Pod5File file;

    private int nextBatch;
    private @Nullable ReadBatch batch;
    private int row;
    private @Nullable SignalBatch near;

    Pod5Source(Pod5File file) {
        this.file = file;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Schema schema() {
        return file.schema();
    }

    @Override
    public Header header() {
        return file.header();
    }

    @Override
    public OptionalLong size() {
        long rows = 0;
        try {
            for (int i = 0; i < file.batches(); i++) {
                rows += file.rows(i);
            }
        } catch (IOException e) {
            // The damage is told by the part that meets it.
            return OptionalLong.empty();
        }
        return OptionalLong.of(rows);
    }

    @Override
    public long bytes() {
        return file.bytes();
    }

    @Override
    public @Nullable Part next() throws IOException {
        while (true) {
            ReadBatch now = batch;
            if (now == null) {
                if (nextBatch == file.batches()) {
                    return null;
                }
                now = file.load(nextBatch++);
                batch = now;
                row = 0;
            }
            if (row < now.rows()) {
                return slice(now);
            }
            batch = null;
        }
    }

    private Part slice(ReadBatch now) throws IOException {
        int from = row;
        long samples = 0;
        while (row < now.rows() && row - from < PART_READS && samples < PART_SAMPLES) {
            // Stepped over before it is looked at, so that a damaged one is met once.
            samples += samples(now, row++);
        }
        return new ReadPart(
                now,
                from,
                row,
                file.signals(),
                Short.BYTES * samples + READ_BYTES * (row - from),
                file.position(nextBatch - 1 + (double) row / now.rows()),
                file.maxSamples());
    }

    /** The length of a read's signal: from the signal table where the reads table has it not. */
    private long samples(ReadBatch now, int read) throws IOException {
        long samples = now.samples(read);
        if (samples >= 0) {
            return Math.min(samples, file.limits().maxValueBytes());
        }
        samples = 0;
        for (long signalRow : now.signalRows(read)) {
            if (near == null || !near.has(signalRow)) {
                near = file.signals().load(file.signals().place(signalRow));
            }
            samples += near.samples(signalRow);
        }
        return samples;
    }

    @Override
    public List<String> warnings() {
        return file.warnings();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
