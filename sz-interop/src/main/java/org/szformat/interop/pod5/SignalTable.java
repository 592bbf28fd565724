package org.szformat.interop.pod5;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.BatchLayout;
import org.szformat.interop.ipc.IpcTable;

/**
 * The signal table: which batch has which rows.
 *
 * <p>Batches are looked at when a row of them is first asked for, and 8 bytes are kept of each. Who asks for a row far behind
 * those may {@linkplain #guess guess} instead of looking at all batches before it. Safe for use by many threads.
 */
final class SignalTable {
    private static final ArrowType VBZ = ArrowType.LARGE_BINARY;
    private static final ArrowType PLAIN = new ArrowType(ArrowType.Kind.LARGE_LIST, 0, "");
    private static final String SAMPLES = "samples";

    /** So many batches are looked at rather than guessed. */
    private static final int WALKED = 2;

    private final IpcTable table;
    private final int idIndex;
    private final int signalIndex;
    private final int samplesIndex;

    /** The rows before batch i, as far as batches were looked at. */
    private long[] firstRows = new long[16];

    private int known;

    /** Whether a batch was met that has another number of rows than the first, and is not the last. */
    private boolean irregular;

    /**
     * Checks the table's columns.
     *
     * @throws SzFormatException when one is not there or of another type
     */
    SignalTable(IpcTable table) throws SzFormatException {
        this.table = table;
        this.idIndex = require(ReadColumn.READ_ID, ArrowType.fixedBinary(Uuids.BYTES));
        this.samplesIndex = require(SAMPLES, ArrowType.unsigned(32));
        ArrowField signal = table.schema().find(ReadColumn.SIGNAL);
        boolean plain = signal != null
                && signal.type().equals(PLAIN)
                && signal.children().get(0).storedType().equals(ArrowType.signed(16));
        this.signalIndex = plain ? table.schema().indexOf(ReadColumn.SIGNAL) : require(ReadColumn.SIGNAL, VBZ);
    }

    private int require(String name, ArrowType type) throws SzFormatException {
        ArrowField field = table.schema().find(name);
        if (field == null || !field.type().equals(type) || field.dictionary() != null) {
            throw table.bytes()
                    .fault(
                            table.bytes().start(),
                            field == null
                                    ? "no column '" + name + "'"
                                    : "the column '" + name + "' of type " + field.type(),
                            "one of type " + type);
        }
        return table.schema().indexOf(name);
    }

    IpcTable table() {
        return table;
    }

    /** Whether signals are compressed by VBZ, and not lists of samples. */
    boolean isCompressed() {
        return table.schema().fields().get(signalIndex).type().equals(VBZ);
    }

    /**
     * A batch's place.
     *
     * @param batch its number
     * @param first its first row
     */
    record Place(int batch, long first) {}

    /**
     * Finds the batch of a row.
     *
     * @throws SzFormatException when there is no such row
     */
    synchronized Place place(long row) throws IOException {
        while (row >= firstRows[known] && known < table.batches()) {
            lookAtNext();
        }
        if (row < 0 || row >= firstRows[known]) {
            throw table.bytes()
                    .fault(
                            table.bytes().start(),
                            "no row " + Long.toUnsignedString(row),
                            "one, since the reads table lists it; the table has " + firstRows[known]);
        }
        int found = Arrays.binarySearch(firstRows, 0, known + 1, row);
        int batch = found >= 0 ? found : -found - 2;
        // Batches without rows begin where the next one does.
        while (firstRows[batch + 1] == firstRows[batch]) {
            batch++;
        }
        return new Place(batch, firstRows[batch]);
    }

    private void lookAtNext() throws IOException {
        if (known + 1 == firstRows.length) {
            firstRows = Arrays.copyOf(firstRows, 2 * firstRows.length);
        }
        firstRows[known + 1] = firstRows[known] + table.layout(known).rows();
        known++;
    }

    /**
     * Where the batch of a row is if all batches but the last have as many rows as the first, as they have in files of ONT's
     * library. Of rows that follow one another, all guesses are right, or all are wrong by the same number of rows.
     *
     * @return nothing when {@link #place} is not dearer, or the batch shows that it is not so
     */
    synchronized @Nullable Place guess(long row) throws IOException {
        if (known == 0 && table.batches() > 0) {
            lookAtNext();
        }
        long rows = known == 0 ? 0 : firstRows[1];
        if (irregular || rows == 0 || row < firstRows[known] + WALKED * rows || row / rows >= table.batches()) {
            return null;
        }
        int batch = (int) (row / rows);
        int found = table.layout(batch).rows();
        irregular = found != rows && batch < table.batches() - 1;
        return irregular || row % rows >= found ? null : new Place(batch, batch * rows);
    }

    /** Says that a guess was wrong, so that there are no more. */
    synchronized void guessedWrong() {
        irregular = true;
    }

    /** Reads the lengths and places of a batch's signals. */
    SignalBatch load(Place place) throws IOException {
        BatchLayout layout = table.layout(place.batch());
        return new SignalBatch(
                table,
                place.first(),
                table.load(layout.columns().get(idIndex)),
                table.load(layout.columns().get(samplesIndex)),
                table.loadOffsets(layout.columns().get(signalIndex)));
    }
}
