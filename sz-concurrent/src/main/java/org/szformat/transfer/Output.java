package org.szformat.transfer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;

/** The target: chunks are made by a {@link Crew} and written in their order. */
public final class Output {
    /**
     * A chunk that can be written.
     *
     * @param chunk its bytes; null when there is nothing to write
     * @param valueBytes how large its values are; 0 where it was taken over
     * @param isCopied whether it was taken over as it was
     * @param digest of its records; of none unless that is asked for
     * @param loaded what was read for it; null when that was told before
     */
    public record Made(
            @Nullable EncodedChunk chunk,
            long valueBytes,
            boolean isCopied,
            RecordDigest digest,
            @Nullable Loaded loaded) {}

    private final LayoutWriter writer;
    private final Tally tally;
    private final OrderedWork<Made> work;
    private final Encoders encoders;
    private final Verification verification;

    /** Nothing made yet. */
    public Output(
            LayoutWriter writer, Encoders encoders, Crew crew, long maxBytes, Verification verification, Tally tally) {
        this.writer = writer;
        this.encoders = encoders;
        this.tally = tally;
        this.work = new OrderedWork<>(crew, maxBytes);
        this.verification = verification;
    }

    public LayoutWriter writer() {
        return writer;
    }

    /** Has the next chunk made; waits, and writes, while too much is under way. */
    public void add(OrderedWork.Footprint footprint, Callable<Made> making) throws IOException, InterruptedException {
        while (!work.hasRoom(footprint) || work.isNextDone()) {
            write(work.next());
        }
        work.begin(footprint, making);
        tally.report();
    }

    /** Writes all that is under way. */
    public void drain() throws IOException, InterruptedException {
        while (!work.isEmpty()) {
            write(work.next());
        }
    }

    private void write(Made made) throws IOException {
        EncodedChunk chunk = made.chunk();
        if (made.loaded() != null) {
            tally.read(made.loaded());
        }
        if (chunk != null) {
            long begin = System.nanoTime();
            int records = chunk.records();
            writer.write(chunk);
            tally.wrote(records, made, System.nanoTime() - begin);
        }
        tally.report();
    }

    /** Encodes records as one chunk. Safe for use by many threads. */
    public Made encode(List<Record> records, @Nullable Loaded loaded) throws IOException {
        if (records.isEmpty()) {
            return new Made(null, 0, false, RecordDigest.NONE, loaded);
        }
        long begin = System.nanoTime();
        long bytes = 0;
        for (Record record : records) {
            writer.check(record);
            bytes += record.valueBytes();
        }
        EncodedChunk chunk = encoders.encode(records);
        RecordDigest digest = verification.digest(records);
        tally.addWriteNanos(System.nanoTime() - begin);
        return new Made(chunk, bytes, false, digest, loaded);
    }
}
