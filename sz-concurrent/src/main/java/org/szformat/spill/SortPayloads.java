package org.szformat.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.szformat.record.Record;
import org.szformat.schema.Schema;

/**
 * Records as payloads of a sort: how large the record's values are, as a long; how long its bytes are, as an int, if they
 * are kept elsewhere, or −1; then where, as a long, or the bytes. Thread-safe.
 */
public final class SortPayloads {
    private static final int HERE = -1;

    private final RecordBytes bytes;
    private final LargePayloads large;

    public SortPayloads(Schema schema, LargePayloads large) {
        this.bytes = new RecordBytes(schema);
        this.large = large;
    }

    /** Appends a record of so large values as the payload of the entry that was begun. */
    public void write(Record record, long valueBytes, EntryBuffer out) throws IOException {
        out.beginPayload();
        if (valueBytes <= LargePayloads.LARGE) {
            out.room(Long.BYTES + Integer.BYTES).putLong(valueBytes).putInt(HERE);
            bytes.write(record, out);
        } else {
            EntryBuffer own = new EntryBuffer(valueBytes + LargePayloads.LARGE);
            bytes.write(record, own);
            long at = large.write(own.array(), own.length());
            out.room(2 * Long.BYTES + Integer.BYTES)
                    .putLong(valueBytes)
                    .putInt(own.length())
                    .putLong(at);
        }
    }

    /** How large the values of a payload's record are. */
    public static long valueBytes(Payload payload) {
        return littleEndian(payload).getLong();
    }

    private static ByteBuffer littleEndian(Payload payload) {
        return ByteBuffer.wrap(payload.bytes(), payload.from(), payload.length())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The records of payloads. */
    public List<Record> read(List<Payload> payloads) throws IOException {
        List<Record> records = new ArrayList<>(payloads.size());
        for (Payload payload : payloads) {
            ByteBuffer head = littleEndian(payload).position(payload.from() + Long.BYTES);
            int length = head.getInt();
            if (length == HERE) {
                records.add(bytes.read(payload.bytes(), head.position(), head.remaining()));
            } else {
                records.add(bytes.read(large.read(head.getLong(), length), 0, length));
            }
        }
        return records;
    }
}
