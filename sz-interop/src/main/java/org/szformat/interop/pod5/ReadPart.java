package org.szformat.interop.pod5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
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

    /** Told of a read that is damaged. */
    @FunctionalInterface
    private interface OnFault {
        void met(SzFormatException fault) throws SzFormatException;
    }

    @Override
    public List<Record> decode() throws IOException {
        return decode(fault -> {
            throw fault;
        });
    }

    @Override
    public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
        return decode(fault -> damages.accept(Damage.ofRecord(fault)));
    }

    private List<Record> decode(OnFault onFault) throws IOException {
        List<Record> records = new ArrayList<>(to - from);
        try (ReadSignals reading = new ReadSignals(signals, maxSamples)) {
            for (int row = from; row < to; row++) {
                try {
                    records.add(batch.record(row, reading.read(batch, row)));
                } catch (SzFormatException e) {
                    onFault.met(e);
                }
            }
        }
        return records;
    }
}
