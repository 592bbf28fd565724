package org.szformat.interop.slow5;

import org.szformat.Limits;
import org.szformat.interop.ReadFields;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;

/** SLOW5's records: a line each, fields between tabs, values of arrays between commas. */
final class TextRecordDecoder implements RecordDecoder {
    private static final String READ_ID = ReadFields.READ_ID.fieldName();
    private static final String RAW_SIGNAL = ReadFields.RAW_SIGNAL.fieldName();
    private static final String GROUP = "read_group";
    private static final String LENGTH = "len_raw_signal";

    private final ReadLayout layout;
    private final Limits limits;
    private final RecordBuilder record;
    private byte[] in = new byte[0];
    private int from;
    private int to;
    private int end;
    private String readId = "";

    TextRecordDecoder(ReadLayout layout, Limits limits) {
        this.layout = layout;
        this.limits = limits;
        this.record = Record.builder(layout.schema());
    }

    @Override
    public String readId() {
        return readId;
    }

    @Override
    public Record decode(byte[] bytes, int start, int lineEnd) throws Fault {
        readId = "";
        if (start == lineEnd) {
            throw new Fault(null, "an empty line", "a record");
        }
        in = bytes;
        end = lineEnd;
        to = start - 1;
        try {
            return parse();
        } finally {
            in = new byte[0];
        }
    }

    private Record parse() throws Fault {
        if (in[end - 1] == '\r') {
            throw new Fault(
                    null,
                    "a carriage return at the end of the line",
                    "a newline alone; the line ends of another system must be undone");
        }
        next(READ_ID);
        readId = Texts.decode(READ_ID, in, from, to);
        layout.setReadId(record, readId);
        next(GROUP);
        layout.setGroup(record, TextNumbers.parseInteger(GROUP, Slow5Type.UINT32, in, from, to));
        for (int i = 0; i < CommonFields.SCALING.size(); i++) {
            String name = CommonFields.SCALING.get(i).fieldName();
            next(name);
            layout.setScaling(
                    record,
                    i,
                    TextNumbers.isMissing(in, from, to)
                            ? Double.NaN
                            : TextNumbers.parseReal(name, Slow5Type.DOUBLE, in, from, to));
        }
        next(LENGTH);
        long length = TextNumbers.parseInteger(LENGTH, Slow5Type.UINT64, in, from, to);
        next(RAW_SIGNAL);
        if (layout.skipsSignal()) {
            layout.skipSignal(record);
        } else {
            layout.setSignal(record, signal(length));
        }
        for (ReadColumn column : layout.columns()) {
            next(column.aux().name());
            parse(column);
        }
        if (to != end) {
            throw new Fault(null, "more fields than the " + fields() + " that the header has", "the end of the line");
        }
        return record.build();
    }

    private short[] signal(long length) throws Fault {
        boolean empty = from == to || length == 0 && TextNumbers.isMissing(in, from, to);
        int count = empty ? 0 : TextNumbers.count(in, from, to);
        if (count != length) {
            throw new Fault(RAW_SIGNAL, count + " samples", Long.toUnsignedString(length) + ", as " + LENGTH + " says");
        }
        SignalDecoder.requireCount(count, to - from, limits.maxValueBytes());
        return empty ? new short[0] : TextNumbers.parseSamples(RAW_SIGNAL, in, from, to, count);
    }

    private void parse(ReadColumn column) throws Fault {
        AuxField aux = column.aux();
        if (TextNumbers.isMissing(in, from, to) || layout.skips(column)) {
            column.setMissing(record);
        } else if (from == to) {
            throw new Fault(aux.name(), "nothing", "a value, or a dot for a missing one");
        } else if (aux.isText()) {
            column.setText(record, Texts.decode(aux.name(), in, from, to));
        } else if (aux.isArray()) {
            long count = TextNumbers.count(in, from, to);
            if (count * aux.type().width() > limits.maxValueBytes()) {
                throw new Fault(aux.name(), count + " values", "at most " + limits.maxValueBytes() + " bytes of them");
            }
            column.setArray(record, TextNumbers.parseArray(aux.name(), aux.type(), in, from, to));
        } else {
            column.setBits(record, TextNumbers.parse(aux.name(), aux.type(), in, from, to));
        }
    }

    /** Goes to the next field of the line. */
    private void next(String field) throws Fault {
        if (to == end) {
            throw new Fault(field, "the end of the line", "this field, as the header has " + fields());
        }
        from = to + 1;
        to = from;
        while (to < end && in[to] != '\t') {
            to++;
        }
    }

    private int fields() {
        return Slow5Header.PRIMARY_NAMES.size() + layout.columns().size();
    }

    @Override
    public void close() {}
}
