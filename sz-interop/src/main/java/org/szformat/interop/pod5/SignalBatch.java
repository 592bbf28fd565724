package org.szformat.interop.pod5;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.szformat.SzFormatException;
import org.szformat.codec.CorruptDataException;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.Column;
import org.szformat.interop.ipc.ColumnLayout;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.interop.vbz.StreamVByte16;
import org.szformat.interop.vbz.VbzDecoder;

/**
 * A batch of the signal table: in memory whose signals it has, how long they are and where they lie, but not the signals.
 *
 * @param table the table
 * @param first its first row
 * @param ids the IDs of the reads
 * @param lengths the number of samples
 * @param signals where the signals lie
 */
record SignalBatch(IpcTable table, long first, Column ids, Column lengths, Column signals) {

    /** Whether it has a row of the table. */
    boolean has(long row) {
        return row >= first && row - first < lengths.length();
    }

    /** The number of samples in a row. */
    long samples(long row) {
        return lengths.integer((int) (row - first));
    }

    /**
     * Whether a row says that it is of a read.
     *
     * @param row a row that it {@linkplain #has}
     * @param id an array that holds the read's ID
     * @param idAt where that begins
     */
    boolean isOf(long row, byte[] id, int idAt) {
        int index = (int) (row - first);
        int at = ids.isNull(index) ? 0 : ids.byteOffset(index);
        return !ids.isNull(index) && Arrays.equals(ids.bytes(), at, at + Uuids.BYTES, id, idAt, idAt + Uuids.BYTES);
    }

    /**
     * Where a signal's bytes lie.
     *
     * @param at where they begin in the file
     * @param length how many there are
     */
    record Bytes(long at, long length) {}

    /**
     * The bytes of a row's signal, as the column's offsets tell.
     *
     * @param row a row that it {@linkplain #has}
     */
    Bytes bytes(long row) throws SzFormatException {
        int index = (int) (row - first);
        if (signals.isNull(index)) {
            throw signals.fault("null in row " + row, "a signal");
        }
        ColumnLayout layout = signals.layout();
        boolean plain = isPlain();
        ColumnLayout items = plain ? layout.children().get(0) : layout;
        int width = plain ? Short.BYTES : 1;
        long available = items.values().length() / width;
        long to = signals.to(index, plain ? Math.min(items.length(), available) : available);
        long from = signals.from(index);
        return new Bytes(items.values().at() + width * from, width * (to - from));
    }

    private boolean isPlain() {
        return signals.field().type().kind() == ArrowType.Kind.LARGE_LIST;
    }

    /**
     * Decodes the samples of a row.
     *
     * @param row a row that it {@linkplain #has}
     * @param id whose signal it should be
     * @param idAt where that ID begins
     * @param into what takes the samples, from {@code at} on; as many as {@link #samples} says
     * @throws SzFormatException when they are not as they should be
     */
    void decode(long row, byte[] id, int idAt, VbzDecoder decoder, short[] into, int at) throws IOException {
        int index = (int) (row - first);
        int count = (int) samples(row);
        if (!ids.isNull(index) && !isOf(row, id, idAt)) {
            throw ids.fault(
                    "the read '" + Uuids.text(ids.bytes(), ids.byteOffset(index)) + "' in row " + row,
                    "'" + Uuids.text(id, idAt) + "', whose row it is by the reads table");
        }
        Bytes stored = bytes(row);
        if (isPlain()) {
            copy(row, stored, into, at, count);
            return;
        }
        long longest = Zstd.compressBound(StreamVByte16.maxEncodedLength(count));
        if (stored.length() > longest) {
            throw fault(row, stored.at(), stored.length() + " bytes for " + count + " samples", "at most " + longest);
        }
        byte[] compressed = table.bytes().read("a signal", stored.at(), stored.length());
        try {
            decoder.decode(compressed, 0, compressed.length, into, at, count);
        } catch (CorruptDataException e) {
            throw fault(
                    row, stored.at(), e.what() + " with " + e.found() + " at its byte " + e.position(), e.expected());
        }
    }

    private void copy(long row, Bytes stored, short[] into, int at, int count) throws IOException {
        boolean hasNulls = signals.layout().children().get(0).nulls() > 0;
        long samples = stored.length() / Short.BYTES;
        if (samples != count || hasNulls) {
            throw fault(
                    row,
                    stored.at(),
                    hasNulls ? "samples that are null" : samples + " samples",
                    count + ", as the column 'samples' says");
        }
        byte[] bytes = table.bytes().read("a signal", stored.at(), stored.length());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(into, at, count);
    }

    private SzFormatException fault(long row, long offset, String found, String expected) {
        return table.bytes().fault(offset, found + " in row " + row, expected);
    }
}
