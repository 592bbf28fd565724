package org.szformat.interop.pod5;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.vbz.VbzDecoder;

/**
 * Joins reads' signals from the rows of the signal table, keeping the batch of the last one, since the next read's rows lie
 * there as a rule. Not thread-safe.
 */
final class ReadSignals implements Closeable {
    private final SignalTable signals;
    private final long maxSamples;
    private final VbzDecoder decoder = new VbzDecoder();
    private @Nullable SignalBatch near;
    private boolean nearIsGuess;

    /**
     * Signals of a table.
     *
     * @param maxSamples the most samples that a signal may have
     */
    ReadSignals(SignalTable signals, long maxSamples) {
        this.signals = signals;
        this.maxSamples = maxSamples;
    }

    /**
     * A piece of a signal.
     *
     * @param batch the batch of the signal table that has it
     * @param row its row of the table
     */
    record Piece(SignalBatch batch, long row) {
        long samples() {
            return batch.samples(row);
        }
    }

    /** The pieces of a read's signal, in order. */
    List<Piece> pieces(ReadBatch batch, int row) throws IOException {
        long[] rows = batch.signalRows(row);
        List<Piece> pieces = guessed(rows, batch, row);
        return pieces.size() == rows.length ? pieces : lookedUp(rows);
    }

    private List<Piece> lookedUp(long[] rows) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (long row : rows) {
            SignalBatch holder = near;
            if (holder == null || nearIsGuess || !holder.has(row)) {
                holder = signals.load(signals.place(row));
                near = holder;
                nearIsGuess = false;
            }
            pieces.add(new Piece(holder, row));
        }
        return pieces;
    }

    /**
     * The pieces by guess, checked by the IDs that the signal table has; fewer when that does not do. Rows that follow one
     * another are guessed wrong all alike, so that the first or the last of a read's would be another's.
     */
    private List<Piece> guessed(long[] rows, ReadBatch batch, int row) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (i > 0 && rows[i] != rows[i - 1] + 1) {
                return pieces;
            }
            SignalBatch holder = near;
            if (holder == null || !nearIsGuess || !holder.has(rows[i])) {
                SignalTable.Place place = signals.guess(rows[i]);
                if (place == null) {
                    return pieces;
                }
                holder = signals.load(place);
                near = holder;
                nearIsGuess = true;
            }
            if (!holder.isOf(rows[i], batch.idBytes(), batch.idOffset(row))) {
                signals.guessedWrong();
                return pieces;
            }
            pieces.add(new Piece(holder, rows[i]));
        }
        return pieces;
    }

    /** A read's signal. */
    short[] read(ReadBatch batch, int row) throws IOException {
        List<Piece> pieces = pieces(batch, row);
        long samples = 0;
        for (Piece piece : pieces) {
            samples += piece.samples();
        }
        short[] signal = new short[checked(batch, row, samples)];
        int at = 0;
        for (Piece piece : pieces) {
            piece.batch().decode(piece.row(), batch.idBytes(), batch.idOffset(row), decoder, signal, at);
            at += (int) piece.samples();
        }
        return signal;
    }

    private int checked(ReadBatch batch, int row, long samples) throws SzFormatException {
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

    @Override
    public void close() {
        decoder.close();
    }
}
