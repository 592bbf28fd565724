package org.szformat.interop.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * A batch as a message, ready to be written.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class EncodedBatch {
    private final byte[] head;
    private final Parts parts;

    private EncodedBatch(byte[] head, Parts parts) {
        this.head = head;
        this.parts = parts;
    }

    /**
     * A batch of rows. Its columns are not to be added to afterwards.
     *
     * @param columns columns of the same length, in the schema's order
     */
    public static EncodedBatch ofRows(List<ColumnBuilder> columns) {
        Parts parts = new Parts(columns);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = parts.recordBatch(builder, columns.get(0).length());
        return new EncodedBatch(Messages.message(builder, MessageHeader.RecordBatch, batch, parts.bodyLength), parts);
    }

    /** A whole dictionary. */
    static EncodedBatch ofDictionary(long id, ColumnBuilder values) {
        Parts parts = new Parts(List.of(values));
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = parts.recordBatch(builder, values.length());
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, id, batch, false);
        return new EncodedBatch(
                Messages.message(builder, MessageHeader.DictionaryBatch, dictionary, parts.bodyLength), parts);
    }

    /** Bytes of its length field and FlatBuffer. */
    public int metadataLength() {
        return head.length;
    }

    /** Bytes of its body. */
    public long bodyLength() {
        return parts.bodyLength;
    }

    /** Writes the message. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        for (Part part : parts.buffers) {
            out.write(part.bytes, 0, part.length);
            Messages.pad(out, part.length);
        }
    }

    /** The first bytes of an array. */
    private static final class Part {
        private final byte[] bytes;
        private final int length;

        Part(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    private record Node(int length, int nulls) {}

    /** The nodes and buffers of columns. */
    static final class Parts {
        private final List<Node> nodes = new ArrayList<>();
        private final List<Part> buffers = new ArrayList<>();
        private long bodyLength;

        Parts(List<ColumnBuilder> columns) {
            columns.forEach(column -> column.unload(this));
        }

        void node(int length, int nulls) {
            nodes.add(new Node(length, nulls));
        }

        void buffer(byte[] bytes, int length) {
            buffers.add(new Part(bytes, length));
            bodyLength += length + Messages.padding(length);
        }

        int recordBatch(FlatBufferBuilder builder, int rows) {
            // FlatBuffers are written back to front.
            RecordBatch.startBuffersVector(builder, buffers.size());
            long at = bodyLength;
            for (int i = buffers.size() - 1; i >= 0; i--) {
                int length = buffers.get(i).length;
                at -= length + Messages.padding(length);
                Buffer.createBuffer(builder, at, length);
            }
            int buffersAt = builder.endVector();
            RecordBatch.startNodesVector(builder, nodes.size());
            for (int i = nodes.size() - 1; i >= 0; i--) {
                FieldNode.createFieldNode(
                        builder, nodes.get(i).length(), nodes.get(i).nulls());
            }
            int nodesAt = builder.endVector();
            RecordBatch.startRecordBatch(builder);
            RecordBatch.addLength(builder, rows);
            RecordBatch.addNodes(builder, nodesAt);
            RecordBatch.addBuffers(builder, buffersAt);
            return RecordBatch.endRecordBatch(builder);
        }
    }
}
