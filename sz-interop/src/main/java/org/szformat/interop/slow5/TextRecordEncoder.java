package org.szformat.interop.slow5;

import org.szformat.codec.ByteArrayBuilder;
import org.szformat.record.Record;

/** Writes what {@link TextRecordDecoder} reads. */
final class TextRecordEncoder implements RecordEncoder {
    private final WriteLayout layout;

    TextRecordEncoder(WriteLayout layout) {
        this.layout = layout;
    }

    @Override
    public void encode(Record record, ByteArrayBuilder out) {
        TextNumbers.append(layout.readId(record), out);
        TextNumbers.append('\t', out);
        TextNumbers.appendInteger(layout.group(record), out);
        for (int i = 0; i < CommonFields.SCALING.size(); i++) {
            TextNumbers.append('\t', out);
            TextNumbers.append(Texts.decimal(layout.scaling(record, i)), out);
        }
        short[] signal = layout.signal(record);
        TextNumbers.append('\t', out);
        TextNumbers.appendInteger(signal.length, out);
        TextNumbers.append('\t', out);
        TextNumbers.appendSamples(signal, out);
        for (WriteColumn column : layout.columns()) {
            TextNumbers.append('\t', out);
            append(column, record, out);
        }
        TextNumbers.append('\n', out);
    }

    private static void append(WriteColumn column, Record record, ByteArrayBuilder out) {
        AuxField aux = column.aux();
        if (aux.isText()) {
            String text = column.text(record);
            TextNumbers.append(text.isEmpty() ? Slow5Header.MISSING : requireNoDot(column, text), out);
        } else if (aux.isArray()) {
            Object array = column.array(record);
            if (array == null || Numbers.length(array) == 0) {
                TextNumbers.append(Slow5Header.MISSING, out);
            } else {
                TextNumbers.appendArray(aux.type(), array, out);
            }
        } else {
            long bits = column.bits(record);
            if (aux.type().isMissing(bits)) {
                TextNumbers.append(Slow5Header.MISSING, out);
            } else if (aux.type() == Slow5Type.CHAR) {
                TextNumbers.append(requireNoDot(column, String.valueOf((char) bits)), out);
            } else {
                TextNumbers.append(aux.type(), bits, out);
            }
        }
    }

    private static String requireNoDot(WriteColumn column, String text) {
        if (text.equals(Slow5Header.MISSING)) {
            throw new IllegalArgumentException(column.field()
                    + ": found a dot alone, which stands for a missing value in SLOW5's text; BLOW5 takes it");
        }
        if (text.endsWith("\r")) {
            throw new IllegalArgumentException(column.field()
                    + ": found a carriage return at the end, which SLOW5's text cannot hold; BLOW5 takes it");
        }
        return text;
    }

    @Override
    public void close() {}
}
