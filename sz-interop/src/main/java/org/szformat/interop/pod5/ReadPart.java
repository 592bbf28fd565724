package org.szformat.interop.pod5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.vbz.VbzDecoder;
import org.szformat.record.Record;

/**
 * Some rows of a batch of the reads table.
 *
 * @param batch the batch
 * @param from the first row
 * @param to the row after the last
 * @param signals where their signals lie
 * @param footprint as the interface says
 * @param position as the interface says
 * @param maxSamples the most samples that a signal may have
 */
record ReadPart(ReadBatch batch, int from, int to, SignalTable signals, long footprint, long position, long maxSamples)
        implements RecordSource.Part {

    @Override
    public List<Record> decode() throws IOException {
        List<Record> records = new ArrayList<>(to - from);
        try (VbzDecoder decoder = new VbzDecoder()) {
            @Nullable SignalBatch near = null;
            for (int row = from; row < to; row++) {
                long[] rows = batch.signalRows(row);
                SignalBatch[] batches = new SignalBatch[rows.length];
                long samples = 0;
                for (int i = 0; i < rows.length; i++) {
                    if (near == null || !near.has(rows[i])) {
                        near = signals.load(signals.place(rows[i]));
                    }
                    batches[i] = near;
                    samples += near.samples(rows[i]);
                }
                short[] signal = new short[checked(row, samples)];
                int at = 0;
                for (int i = 0; i < rows.length; i++) {
                    batches[i].decode(rows[i], batch.idBytes(), batch.idOffset(row), decoder, signal, at);
                    at += (int) batches[i].samples(rows[i]);
                }
                records.add(batch.record(row, signal));
            }
        }
        return records;
    }

    private int checked(int row, long samples) throws SzFormatException {
        long claimed = batch.samples(row);
        boolean tooMany = samples > maxSamples;
        if (tooMany || claimed >= 0 && samples != claimed) {
            String read = "the read '" + Uuids.text(batch.idBytes(), batch.idOffset(row)) + "' with " + samples
                    + " samples in the signal table";
            throw signals.table()
                    .bytes()
                    .fault(
                            signals.table().bytes().start(),
                            read,
                            tooMany
                                    ? "at most " + maxSamples + "; a larger heap (-Xmx) raises the limit"
                                    : claimed + ", as the reads table says");
        }
        return (int) samples;
    }
}
