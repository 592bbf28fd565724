package org.szformat.interop.slow5;

import org.szformat.Limits;
import org.szformat.interop.ReadFields;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;

/**
 * BLOW5's records: the primary fields, then the auxiliary ones as the header declares them, all little-endian. The ID
 * is preceded by its length in two bytes, arrays and strings by theirs in eight. What stands for the number of samples
 * is the number of bytes where the signal is compressed.
 */
final class BinaryRecordDecoder implements RecordDecoder {
    private static final String RAW_SIGNAL = ReadFields.RAW_SIGNAL.fieldName();

    private final ReadLayout layout;
    private final Limits limits;
    private final RecordDecompressor decompressor;
    private final SignalDecoder signals;
    private final RecordBuilder record;
    private byte[] in = new byte[0];
    private int at;
    private int end;
    private String readId = "";

    BinaryRecordDecoder(ReadLayout layout, Limits limits, RecordCompression records, SignalCompression signals) {
        this.layout = layout;
        this.limits = limits;
        this.decompressor = records.newDecompressor(Sizes.maxRecordBytes(limits));
        this.signals = signals.newDecoder(limits.maxValueBytes());
        this.record = Record.builder(layout.schema());
    }

    @Override
    public String readId() {
        return readId;
    }

    @Override
    public Record decode(byte[] bytes, int from, int to) throws Fault {
        readId = "";
        int length = decompressor.decompress(bytes, from, to);
        in = decompressor.content();
        at = decompressor.start();
        end = at + length;
        try {
            return parse();
        } finally {
            in = new byte[0];
            decompressor.release();
        }
    }

    private Record parse() throws Fault {
        String idField = ReadFields.READ_ID.fieldName();
        int idLength = LittleEndian.getShort(in, take(idField, Short.BYTES)) & 0xFFFF;
        int idAt = take(idField, idLength);
        readId = Texts.decode(idField, in, idAt, idAt + idLength);
        layout.setReadId(record, readId);
        layout.setGroup(record, LittleEndian.getInt(in, take("read_group", Integer.BYTES)) & 0xFFFF_FFFFL);
        for (int i = 0; i < CommonFields.SCALING.size(); i++) {
            String name = CommonFields.SCALING.get(i).fieldName();
            layout.setScaling(record, i, Double.longBitsToDouble(LittleEndian.getLong(in, take(name, Double.BYTES))));
        }
        int signalBytes = takeLength(RAW_SIGNAL, signals.width());
        int signalAt = take(RAW_SIGNAL, signalBytes);
        if (layout.skipsSignal()) {
            layout.skipSignal(record);
        } else {
            layout.setSignal(record, signals.decode(in, signalAt, signalAt + signalBytes));
        }
        for (ReadColumn column : layout.columns()) {
            parse(column);
        }
        if (at != end) {
            throw new Fault(null, (end - at) + " bytes behind the last field", "the end of the record");
        }
        return record.build();
    }

    private void parse(ReadColumn column) throws Fault {
        AuxField aux = column.aux();
        Slow5Type type = aux.type();
        if (!aux.isArray()) {
            column.setBits(record, Numbers.get(type, in, take(aux.name(), type.width())));
            return;
        }
        int length = takeLength(aux.name(), type.width());
        if (length > limits.maxValueBytes()) {
            throw new Fault(aux.name(), length + " bytes", "at most " + limits.maxValueBytes());
        }
        int from = take(aux.name(), length);
        if (aux.isText()) {
            int last = length > 0 && in[from + length - 1] == 0 ? length - 1 : length;
            column.setText(record, Texts.decode(aux.name(), in, from, from + last));
        } else if (length == 0 || layout.skips(column)) {
            column.setMissing(record);
        } else {
            column.setArray(record, Numbers.getArray(type, in, from, length / type.width()));
        }
    }

    /** Passes over bytes and gives where they begin. */
    private int take(String field, int bytes) throws Fault {
        if (bytes > end - at) {
            throw new Fault(field, "the end of the record after " + (end - at) + " bytes", bytes + " bytes");
        }
        int start = at;
        at += bytes;
        return start;
    }

    /** Reads a number of values and gives the bytes that they take, which are there. */
    private int takeLength(String field, int width) throws Fault {
        long count = LittleEndian.getLong(in, take(field, Long.BYTES));
        if (count < 0 || count > (end - at) / width) {
            throw new Fault(
                    field,
                    "a length of " + Long.toUnsignedString(count),
                    "at most " + (end - at) / width + ", since the record has no more bytes");
        }
        return (int) count * width;
    }

    @Override
    public void close() {
        decompressor.close();
        signals.close();
    }
}
