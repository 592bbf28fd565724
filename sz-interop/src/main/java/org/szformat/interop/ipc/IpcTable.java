package org.szformat.interop.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.szformat.SzFormatException;

/**
 * A table in an Arrow IPC file: its schema, its dictionaries, and batches that are read in any order.
 *
 * <pre>{@code
 * IpcTable table = IpcTable.open(bytes);
 * BatchLayout batch = table.layout(0);
 * Column ids = table.load(batch, "read_id");
 * }</pre>
 *
 * <p>It keeps 20 bytes per batch, and the dictionaries. Safe for use by many threads.
 */
public final class IpcTable {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    /** The magic and its padding, at the start. */
    private static final int HEAD_BYTES = 8;

    /** The footer's length and the magic, at the end. */
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

    private final TableBytes bytes;
    private final ArrowSchema schema;
    private final Dictionaries dictionaries;
    private final BlockList batches;
    private final boolean complete;
    private final long end;

    private IpcTable(
            TableBytes bytes,
            ArrowSchema schema,
            Dictionaries dictionaries,
            BlockList batches,
            boolean complete,
            long end) {
        this.bytes = bytes;
        this.schema = schema;
        this.dictionaries = dictionaries;
        this.batches = batches;
        this.complete = complete;
        this.end = end;
    }

    /** Whether a table begins at the start of some bytes. */
    public static boolean beginsAt(TableBytes bytes) throws IOException {
        return bytes.end() - bytes.start() >= HEAD_BYTES
                && isMagic(bytes.read("the magic", bytes.start(), HEAD_BYTES), 0);
    }

    private static boolean isMagic(byte[] read, int at) {
        return Arrays.equals(read, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Opens a table by its footer.
     *
     * @throws SzFormatException when the bytes are no whole Arrow IPC file
     */
    public static IpcTable open(TableBytes bytes) throws IOException {
        if (bytes.end() - bytes.start() < HEAD_BYTES + TAIL_BYTES || !beginsAt(bytes)) {
            throw bytes.fault(bytes.start(), "bytes that are no Arrow IPC file", "the magic ARROW1");
        }
        long tailAt = bytes.end() - TAIL_BYTES;
        byte[] tail = bytes.read("the footer's length", tailAt, TAIL_BYTES);
        int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (!isMagic(tail, Integer.BYTES) || length < 0 || length > tailAt - bytes.start()) {
            throw bytes.fault(tailAt, "no end of an Arrow IPC file", "the footer's length and the magic ARROW1");
        }
        long at = tailAt - length;
        ByteBuffer read = bytes.readMetadata("the footer", at, length);
        return bytes.parse("footer", at, () -> {
            Footer footer = Footer.getRootAsFooter(read);
            ArrowSchema schema = SchemaReader.read(bytes, at, footer.schema());
            BlockList blocks = new BlockList(bytes);
            for (int i = 0; i < footer.recordBatchesLength(); i++) {
                Block block = footer.recordBatches(i);
                blocks.add(bytes.start() + block.offset(), block.metaDataLength(), block.bodyLength());
            }
            Dictionaries dictionaries = new Dictionaries();
            for (int i = 0; i < footer.dictionariesLength(); i++) {
                Block block = footer.dictionaries(i);
                MessageReader.of(bytes, bytes.start() + block.offset(), block.metaDataLength(), block.bodyLength())
                        .dictionary(schema, dictionaries);
            }
            return new IpcTable(bytes, schema, dictionaries, blocks, true, bytes.end());
        });
    }

    /**
     * Reads a table that may end anywhere, as far as it goes: message by message from its start, without its footer.
     *
     * @throws SzFormatException when it does not begin as one, or a message is damaged
     */
    public static IpcTable scan(TableBytes bytes) throws IOException {
        long at = bytes.start() + HEAD_BYTES;
        MessageReader.Next first = MessageReader.next(bytes, at);
        if (!beginsAt(bytes) || first.message() == null) {
            throw bytes.fault(bytes.start(), "no whole schema of an Arrow IPC file", "one");
        }
        ArrowSchema schema = first.message().schema();
        BlockList blocks = new BlockList(bytes);
        Dictionaries dictionaries = new Dictionaries();
        MessageReader.Next next = first;
        while (next.message() != null) {
            MessageReader message = next.message();
            if (message.type() == MessageHeader.RecordBatch) {
                blocks.add(message.at(), message.metadataLength(), message.bodyLength());
            } else if (message.type() == MessageHeader.DictionaryBatch) {
                message.dictionary(schema, dictionaries);
            }
            at = message.next();
            next = MessageReader.next(bytes, at);
        }
        return new IpcTable(bytes, schema, dictionaries, blocks, next.end() == MessageReader.End.MARKED, at);
    }

    /** Where it lies. */
    public TableBytes bytes() {
        return bytes;
    }

    /** Its columns. */
    public ArrowSchema schema() {
        return schema;
    }

    /** Whether all messages are there. */
    public boolean isComplete() {
        return complete;
    }

    /** Of a table that was scanned, where the last whole message ends; otherwise where the table does. */
    public long end() {
        return end;
    }

    /** The number of batches. */
    public int batches() {
        return batches.size();
    }

    /**
     * Reads where the columns of a batch lie.
     *
     * @param batch from 0 to {@link #batches()} − 1
     */
    public BatchLayout layout(int batch) throws IOException {
        return MessageReader.of(bytes, batches.offset(batch), batches.metadataLength(batch), batches.bodyLength(batch))
                .batch(schema);
    }

    /** Reads a column of a batch, with its children. */
    public Column load(ColumnLayout column) throws IOException {
        return Column.load(bytes, column, dictionaries);
    }

    /** Reads which values of a column of a batch are null and where they lie, and not the values. */
    public Column loadOffsets(ColumnLayout column) throws IOException {
        return Column.loadOffsets(bytes, column);
    }

    /** The entries of a column's dictionary, in order; none where the column has none. */
    public List<Column.Cell> dictionary(ArrowField field) {
        return dictionaries.entries(field);
    }
}
