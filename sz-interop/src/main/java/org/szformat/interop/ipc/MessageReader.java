package org.szformat.interop.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * The messages of an IPC file: each is a length, a FlatBuffer that says what it is, and a body.
 *
 * @param at where it begins, in the whole file
 * @param metadataLength bytes of its length field and FlatBuffer
 * @param bodyLength bytes of its body
 * @param type what it is, a number of Arrow's {@link MessageHeader}
 * @param message its FlatBuffer, not checked
 * @param table the table it belongs to
 */
record MessageReader(long at, int metadataLength, long bodyLength, byte type, Message message, TableBytes table) {
    private static final int CONTINUATION = -1;
    private static final int PREFIX_BYTES = 8;

    /** What {@link #next} has found. */
    enum End {
        /** The mark that no message follows. */
        MARKED,
        /** Bytes that are no whole message. */
        TORN
    }

    /** A message, or what there is in its place. */
    record Next(@Nullable MessageReader message, @Nullable End end) {}

    /** Reads a message that a footer's block tells of. */
    static MessageReader of(TableBytes table, long at, int metadataLength, long bodyLength) throws IOException {
        ByteBuffer bytes = table.readMetadata("a message", at, metadataLength);
        return table.parse("message", at, () -> {
            // The oldest files have no continuation mark.
            int prefix = bytes.getInt(0) == CONTINUATION ? PREFIX_BYTES : Integer.BYTES;
            bytes.position(prefix);
            return checked(
                    table,
                    at,
                    metadataLength,
                    bodyLength,
                    Message.getRootAsMessage(bytes.slice().order(bytes.order())));
        });
    }

    /** Reads the message that begins at an offset, if a whole one does. */
    static Next next(TableBytes table, long at) throws IOException {
        if (table.end() - at < PREFIX_BYTES) {
            return new Next(null, End.TORN);
        }
        ByteBuffer prefix = table.readMetadata("a message's length", at, PREFIX_BYTES);
        int length = prefix.getInt(4);
        if (prefix.getInt(0) == CONTINUATION && length == 0) {
            return new Next(null, End.MARKED);
        }
        if (prefix.getInt(0) != CONTINUATION || length < 0 || length > table.end() - at - PREFIX_BYTES) {
            return new Next(null, End.TORN);
        }
        ByteBuffer bytes = table.readMetadata("a message", at + PREFIX_BYTES, length);
        return table.parse("message", at, () -> {
            Message message = Message.getRootAsMessage(bytes);
            long body = message.bodyLength();
            if (body < 0 || body > table.end() - at - PREFIX_BYTES - length) {
                return new Next(null, End.TORN);
            }
            return new Next(
                    new MessageReader(at, PREFIX_BYTES + length, body, message.headerType(), message, table), null);
        });
    }

    private static MessageReader checked(
            TableBytes table, long at, int metadataLength, long bodyLength, Message message) throws SzFormatException {
        long body = message.bodyLength();
        if (body < 0 || body > bodyLength || bodyLength > table.end() - at - metadataLength) {
            throw table.fault(
                    at,
                    "a message with a body of " + body + " bytes",
                    "at most " + Math.min(bodyLength, table.end() - at - metadataLength));
        }
        return new MessageReader(at, metadataLength, body, message.headerType(), message, table);
    }

    /** Where the message after it begins. */
    long next() {
        return at + metadataLength + bodyLength;
    }

    ArrowSchema schema() throws IOException {
        return table.parse("schema", at, () -> {
            Schema schema = type == MessageHeader.Schema ? (Schema) message.header(new Schema()) : null;
            return SchemaReader.read(table, at, schema);
        });
    }

    BatchLayout batch(ArrowSchema schema) throws IOException {
        return table.parse("batch", at, () -> {
            RecordBatch batch =
                    type == MessageHeader.RecordBatch ? (RecordBatch) message.header(new RecordBatch()) : null;
            if (batch == null) {
                throw table.fault(at, "a message of type " + type, "a batch of rows");
            }
            return BatchLayout.of(table, at, batch, schema.fields(), at + metadataLength, bodyLength);
        });
    }

    /** Adds what a dictionary batch holds to the file's dictionaries. */
    void dictionary(ArrowSchema schema, Dictionaries dictionaries) throws IOException {
        table.parse("dictionary", at, () -> {
            DictionaryBatch batch = type == MessageHeader.DictionaryBatch
                    ? (DictionaryBatch) message.header(new DictionaryBatch())
                    : null;
            RecordBatch data = batch == null ? null : batch.data();
            if (batch == null || data == null) {
                throw table.fault(at, "a message of type " + type, "a dictionary");
            }
            ArrowField values = dictionaries.values(table, at, schema, batch.id());
            BatchLayout layout = BatchLayout.of(table, at, data, List.of(values), at + metadataLength, bodyLength);
            dictionaries.add(
                    batch.id(),
                    batch.isDelta(),
                    Column.load(table, layout.columns().get(0), dictionaries));
            return batch;
        });
    }
}
