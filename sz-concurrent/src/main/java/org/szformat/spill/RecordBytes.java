package org.szformat.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.szformat.codec.ArrayCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.ValueCodec;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Records of one schema as bytes that only this process reads: for each field whether it is there, and its value. Integers
 * of datasets are packed as quickly as they can be, which halves most signals. Immutable, and safe for use by many threads.
 */
final class RecordBytes {
    private static final ValueCodec PACKED =
            ColumnCodec.parse("delta-zigzag, svb, none").values();

    /** Values that are packed together, so that room for the worst is wanted for these alone. */
    private static final int PART = 1 << 18;

    private final Schema schema;
    private final List<ArrayCodec<?>> codecs;

    RecordBytes(Schema schema) {
        this.schema = schema;
        this.codecs = schema.fields().stream()
                .<ArrayCodec<?>>map(field -> codec(field.type()).forType(field.type()))
                .toList();
    }

    private static ValueCodec codec(ValueType type) {
        return PACKED.supports(type) ? PACKED : ValueCodec.plain();
    }

    /** Appends a record. */
    void write(Record record, EntryBuffer out) {
        for (Field field : schema.fields()) {
            if (record.isMissing(field)) {
                out.room(1).put((byte) 0);
            } else if (field.isText()) {
                byte[] utf8 = ((String) record.stored(field)).getBytes(StandardCharsets.UTF_8);
                out.room(1 + Integer.BYTES + utf8.length)
                        .put((byte) 1)
                        .putInt(utf8.length)
                        .put(utf8);
            } else {
                out.room(1).put((byte) 1);
                if (field.isDataset()) {
                    writeArray(codecs.get(field.position()), record.stored(field), out);
                } else if (field.type() == ValueType.F128) {
                    Float80 value = (Float80) record.stored(field);
                    out.room(Float80.BYTES).putLong(value.significand()).putShort(value.signExponent());
                } else {
                    out.room(Long.BYTES).putLong(record.bits(field));
                }
            }
        }
    }

    /** How many values; then of each part how many bytes, and those. */
    private static <A> void writeArray(ArrayCodec<A> codec, Object values, EntryBuffer out) {
        A array = codec.kind().cast(values);
        int count = codec.kind().length(array);
        out.room(Integer.BYTES).putInt(count);
        for (int from = 0; from < count; from += PART) {
            int some = Math.min(PART, count - from);
            ByteBuffer room = out.room(Integer.BYTES + Math.toIntExact(codec.maxEncodedLength(some)));
            int at = room.position() + Integer.BYTES;
            int end = codec.encode(array, from, some, out.array(), at);
            room.putInt(end - at).position(end);
        }
    }

    private static <A> A readArray(ArrayCodec<A> codec, byte[] bytes, ByteBuffer in) throws IOException {
        int count = in.getInt();
        A array = codec.kind().allocate(count);
        try {
            for (int at = 0; at < count; at += PART) {
                int length = in.getInt();
                int from = in.position();
                codec.decode(bytes, from, from + length, array, at, Math.min(PART, count - at));
                in.position(from + length);
            }
        } catch (CorruptDataException e) {
            throw new IOException("a temporary file of a sort reads back as something else than was written to it", e);
        }
        return array;
    }

    /** A record that {@link #write} wrote. */
    Record read(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
        RecordBuilder builder = Record.builder(schema);
        for (Field field : schema.fields()) {
            if (in.get() == 0) {
                builder.setMissing(field);
            } else if (field.isText()) {
                int count = in.getInt();
                builder.set(field, new String(bytes, in.position(), count, StandardCharsets.UTF_8));
                in.position(in.position() + count);
            } else if (field.isDataset()) {
                builder.setStored(field, readArray(codecs.get(field.position()), bytes, in));
            } else if (field.type() == ValueType.F128) {
                long significand = in.getLong();
                builder.setStored(field, new Float80(in.getShort(), significand));
            } else {
                builder.setBits(field, in.getLong());
            }
        }
        return builder.build();
    }
}
