package org.szformat.split;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.LayoutWriter;
import org.szformat.record.Record;
import org.szformat.spill.IntSpool;
import org.szformat.transfer.Encoders;
import org.szformat.transfer.Packer;

/** A file that some records go to, while it is written. For one thread, but for the encoders. */
final class SplitPart implements Closeable {
    private final LayoutWriter writer;
    private final Encoders encoders;
    private final @Nullable IntSpool routes;
    private final Packer<Record> packer;
    private final long recordBytes;
    private long openBytes;
    private RecordDigest digest = RecordDigest.NONE;

    /**
     * Nothing written yet.
     *
     * @param routes where it is kept which of several targets its records are for; null when there is one
     * @param sealed takes chunks
     */
    SplitPart(LayoutWriter writer, Packer.Size size, @Nullable IntSpool routes, Sealed sealed) {
        this.writer = writer;
        this.encoders = new Encoders(writer);
        this.routes = routes;
        this.packer = new Packer<>(size, (records, bytes) -> {
            openBytes -= bytes;
            sealed.accept(this, records, bytes);
        });
        this.recordBytes = size.recordBytes();
    }

    /** Takes chunks of a part. */
    @FunctionalInterface
    interface Sealed {
        void accept(SplitPart part, List<Record> records, long bytes) throws IOException, InterruptedException;
    }

    LayoutWriter writer() {
        return writer;
    }

    Encoders encoders() {
        return encoders;
    }

    /** Whether it is one target rather than something on the way to several. */
    boolean isTarget() {
        return routes == null;
    }

    /** Notes what was written. */
    void wrote(RecordDigest records) {
        digest = digest.plus(records);
    }

    /** Of what was written, where that is compared. */
    RecordDigest digest() {
        return digest;
    }

    /** How much memory the records take that are in no chunk yet. */
    long openBytes() {
        return openBytes;
    }

    void add(Record record, int target) throws IOException, InterruptedException {
        long bytes = record.valueBytes();
        note(target);
        openBytes += bytes + recordBytes;
        packer.add(record, bytes, 0);
    }

    /** Notes the target of one more record. */
    void note(int target) throws IOException {
        if (routes != null) {
            routes.add(target);
        }
    }

    /** Makes a chunk of what is in none yet. */
    void seal() throws IOException, InterruptedException {
        packer.end();
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            encoders.close();
        }
    }
}
