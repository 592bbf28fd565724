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
        if (!ids.isNull(index)
                && !Arrays.equals(
                        ids.bytes(),
                        ids.byteOffset(index),
                        ids.byteOffset(index) + Uuids.BYTES,
                        id,
                        idAt,
                        idAt + Uuids.BYTES)) {
            throw ids.fault(
                    "the read '" + Uuids.text(ids.bytes(), ids.byteOffset(index)) + "' in row " + row,
                    "'" + Uuids.text(id, idAt) + "', whose row it is by the reads table");
        }
        if (signals.isNull(index)) {
            throw signals.fault("null in row " + row, "a signal");
        }
        if (signals.field().type().kind() == ArrowType.Kind.LARGE_LIST) {
            copy(row, index, into, at, count);
            return;
        }
        ColumnLayout.Span values = signals.layout().values();
        long to = signals.to(index, values.length());
        long from = signals.from(index);
        long longest = Zstd.compressBound(StreamVByte16.maxEncodedLength(count));
        if (to - from > longest) {
            throw fault(
                    row, values.at() + from, (to - from) + " bytes for " + count + " samples", "at most " + longest);
        }
        byte[] compressed = table.bytes().read("a signal", values.at() + from, to - from);
        try {
            decoder.decode(compressed, 0, compressed.length, into, at, count);
        } catch (CorruptDataException e) {
            throw fault(
                    row,
                    values.at() + from,
                    e.what() + " with " + e.found() + " at its byte " + e.position(),
                    e.expected());
        }
    }

    private void copy(long row, int index, short[] into, int at, int count) throws IOException {
        ColumnLayout items = signals.layout().children().get(0);
        long to = signals.to(index, Math.min(items.length(), items.values().length() / Short.BYTES));
        long from = signals.from(index);
        long place = items.values().at() + Short.BYTES * from;
        if (to - from != count || items.nulls() > 0) {
            throw fault(
                    row,
                    place,
                    items.nulls() > 0 ? "samples that are null" : (to - from) + " samples",
                    count + ", as the column 'samples' says");
        }
        byte[] samples = table.bytes().read("a signal", place, (long) Short.BYTES * count);
        ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(into, at, count);
    }

    private SzFormatException fault(long row, long offset, String found, String expected) {
        return table.bytes().fault(offset, found + " in row " + row, expected);
    }
}
