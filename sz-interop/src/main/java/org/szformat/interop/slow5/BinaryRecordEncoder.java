package org.szformat.interop.slow5;

import java.nio.charset.StandardCharsets;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.interop.ReadFields;
import org.szformat.record.Record;

/** Writes what {@link BinaryRecordDecoder} reads, each record behind its length. */
final class BinaryRecordEncoder implements RecordEncoder {
    private static final int MAX_ID_BYTES = 0xFFFF;

    private final WriteLayout layout;
    private final RecordCompressor compressor;
    private final SignalEncoder signals;
    private final ByteArrayBuilder plain = new ByteArrayBuilder(0);

    BinaryRecordEncoder(WriteLayout layout, RecordCompression records, SignalCompression signals) {
        this.layout = layout;
        this.compressor = records.newCompressor();
        this.signals = signals.newEncoder();
    }

    @Override
    public void encode(Record record, ByteArrayBuilder out) {
        plain.clear();
        byte[] id = layout.readId(record).getBytes(StandardCharsets.UTF_8);
        if (id.length > MAX_ID_BYTES) {
            throw new IllegalArgumentException(ReadFields.READ_ID.fieldName() + " has " + id.length
                    + " bytes; BLOW5 takes at most " + MAX_ID_BYTES);
        }
        put(Slow5Type.UINT16, id.length);
        plain.append(id, 0, id.length);
        put(Slow5Type.UINT32, layout.group(record));
        for (int i = 0; i < CommonFields.SCALING.size(); i++) {
            put(Slow5Type.DOUBLE, Double.doubleToLongBits(layout.scaling(record, i)));
        }
        int lengthAt = plain.length();
        put(Slow5Type.UINT64, 0);
        signals.encode(layout.signal(record), plain);
        int signalBytes = plain.length() - lengthAt - Long.BYTES;
        LittleEndian.putLong(plain.array(), lengthAt, signalBytes / signals.width());
        for (WriteColumn column : layout.columns()) {
            put(column, record);
        }
        int start = out.length();
        out.reserve(Long.BYTES);
        out.setLength(start + Long.BYTES);
        compressor.compress(plain.array(), 0, plain.length(), out);
        LittleEndian.putLong(out.array(), start, out.length() - start - Long.BYTES);
    }

    private void put(WriteColumn column, Record record) {
        AuxField aux = column.aux();
        if (aux.isText()) {
            byte[] text = column.text(record).getBytes(StandardCharsets.UTF_8);
            put(Slow5Type.UINT64, text.length);
            plain.append(text, 0, text.length);
        } else if (aux.isArray()) {
            Object array = column.array(record);
            int length = array == null ? 0 : Numbers.length(array);
            put(Slow5Type.UINT64, length);
            if (array != null) {
                long bytes = (long) length * aux.type().width();
                Numbers.putArray(aux.type(), plain.reserve(bytes), plain.length(), array);
                plain.setLength(plain.length() + (int) bytes);
            }
        } else {
            put(aux.type(), column.bits(record));
        }
    }

    private void put(Slow5Type type, long bits) {
        Numbers.put(type, plain.reserve(Long.BYTES), plain.length(), bits);
        plain.setLength(plain.length() + type.width());
    }

    @Override
    public void close() {
        compressor.close();
        signals.close();
    }
}
