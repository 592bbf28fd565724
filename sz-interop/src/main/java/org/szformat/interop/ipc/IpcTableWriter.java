package org.szformat.interop.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * Writes an Arrow IPC file: schema, dictionaries, batches of rows, footer. Front to back, so that it may lie within
 * another file, at a multiple of eight bytes.
 *
 * <pre>{@code
 * IpcTableWriter table = new IpcTableWriter(out, schema);
 * table.write(EncodedBatch.ofRows(columns));
 * table.finish();
 * }</pre>
 *
 * <p>It keeps 24 bytes per batch. Not thread-safe. It leaves the stream open.
 */
public final class IpcTableWriter {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final ArrowSchema schema;
    private final List<Written> dictionaries = new ArrayList<>();
    private final List<Written> batches = new ArrayList<>();
    private long written;

    private record Written(long at, int metadataLength, long bodyLength) {}

    /** Writes the start of the file. */
    public IpcTableWriter(OutputStream out, ArrowSchema schema) throws IOException {
        this.out = out;
        this.schema = schema;
        write(MAGIC);
        write(new byte[Messages.padding(MAGIC.length)]);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        write(Messages.message(builder, MessageHeader.Schema, SchemaWriter.write(builder, schema), 0));
    }

    /** How many bytes it has written. */
    public long written() {
        return written;
    }

    /** Writes a whole dictionary; before all rows, so that the file can be read as a stream too. */
    public void writeDictionary(long id, ColumnBuilder values) throws IOException {
        write(EncodedBatch.ofDictionary(id, values), dictionaries);
    }

    /** Writes a batch of rows. */
    public void write(EncodedBatch batch) throws IOException {
        write(batch, batches);
    }

    private void write(EncodedBatch batch, List<Written> list) throws IOException {
        list.add(new Written(written, batch.metadataLength(), batch.bodyLength()));
        batch.writeTo(out);
        written += batch.metadataLength() + batch.bodyLength();
    }

    /**
     * Writes a batch of rows that {@link EncodedBatch#writeTo} wrote elsewhere before.
     *
     * @param in where it comes from; exactly the batch is read
     */
    public void copy(InputStream in, int metadataLength, long bodyLength) throws IOException {
        batches.add(new Written(written, metadataLength, bodyLength));
        byte[] piece = new byte[1 << 16];
        long end = written + metadataLength + bodyLength;
        while (written < end) {
            int read = in.readNBytes(piece, 0, (int) Math.min(piece.length, end - written));
            if (read == 0) {
                throw new IOException("a batch ends " + (end - written) + " bytes early");
            }
            out.write(piece, 0, read);
            written += read;
        }
    }

    /** Writes the footer. */
    public void finish() throws IOException {
        write(Messages.end());
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int schemaAt = SchemaWriter.write(builder, schema);
        Footer.startDictionariesVector(builder, dictionaries.size());
        int dictionariesAt = blocks(builder, dictionaries);
        Footer.startRecordBatchesVector(builder, batches.size());
        int batchesAt = blocks(builder, batches);
        Footer.startFooter(builder);
        Footer.addVersion(builder, MetadataVersion.V5);
        Footer.addSchema(builder, schemaAt);
        Footer.addDictionaries(builder, dictionariesAt);
        Footer.addRecordBatches(builder, batchesAt);
        builder.finish(Footer.endFooter(builder));
        byte[] footer = builder.sizedByteArray();
        write(footer);
        write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        write(MAGIC);
    }

    private static int blocks(FlatBufferBuilder builder, List<Written> list) {
        // FlatBuffers are written back to front.
        for (int i = list.size() - 1; i >= 0; i--) {
            Written block = list.get(i);
            Block.createBlock(builder, block.at(), block.metadataLength(), block.bodyLength());
        }
        return builder.endVector();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }
}
