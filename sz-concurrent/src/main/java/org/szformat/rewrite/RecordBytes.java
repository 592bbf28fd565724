package org.szformat.rewrite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Records of one schema as bytes that only this process reads: for each field whether it is there, and its value as it is.
 * Immutable, and safe for use by many threads.
 */
final class RecordBytes {
    private final Schema schema;

    RecordBytes(Schema schema) {
        this.schema = schema;
    }

    /** How many bytes a record takes at most, but for what strings take. */
    private static int size(Record record, Field field) {
        int fixed = 1 + Long.BYTES + Float80.BYTES;
        return field.isDataset() && !field.isText()
                ? fixed + record.length(field) * ArrayBytes.width(field.type())
                : fixed;
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
                ByteBuffer room = out.room(size(record, field)).put((byte) 1);
                if (field.isDataset()) {
                    int count = record.length(field);
                    ArrayBytes.put(record.stored(field), 0, count, room.putInt(count));
                } else if (field.type() == ValueType.F128) {
                    Float80 value = (Float80) record.stored(field);
                    room.putLong(value.significand()).putShort(value.signExponent());
                } else {
                    room.putLong(record.bits(field));
                }
            }
        }
    }

    /** A record that {@link #write} wrote. */
    Record read(byte[] bytes, int from, int length) {
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
                builder.setStored(field, ArrayBytes.get(field.type(), in.getInt(), in));
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
