package org.szformat.interop.ipc;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.szformat.Limits;
import org.szformat.SzFormatException;

/**
 * Where the columns of a batch of rows lie.
 *
 * @param rows how many rows it has
 * @param columns its columns, in the schema's order
 */
public record BatchLayout(int rows, List<ColumnLayout> columns) {
    /** Copies the list. */
    public BatchLayout {
        columns = List.copyOf(columns);
    }

    /** From FlatBuffers; throws runtime exceptions where the bytes end early. */
    static BatchLayout of(
            TableBytes table, long offset, RecordBatch batch, List<ArrowField> fields, long body, long bodyLength)
            throws SzFormatException {
        if (batch.compression() != null) {
            throw table.fault(offset, "a batch whose body is compressed", "one that is not");
        }
        Assembly assembly = new Assembly(table, offset, batch, body, bodyLength);
        int rows = assembly.count(batch.length(), "rows");
        List<ColumnLayout> columns = new ArrayList<>();
        for (ArrowField field : fields) {
            ColumnLayout column = assembly.column(field);
            if (column.length() != rows) {
                throw table.fault(
                        offset,
                        "the column '" + field.name() + "' with " + column.length() + " values",
                        rows + ", as many as the batch has rows");
            }
            columns.add(column);
        }
        return new BatchLayout(rows, columns);
    }

    /** Deals out the batch's nodes and buffers to its columns, depth first. */
    private static final class Assembly {
        private final TableBytes table;
        private final long offset;
        private final RecordBatch batch;
        private final long body;
        private final long bodyLength;
        private int node;
        private int buffer;
        private int view;

        Assembly(TableBytes table, long offset, RecordBatch batch, long body, long bodyLength) {
            this.table = table;
            this.offset = offset;
            this.batch = batch;
            this.body = body;
            this.bodyLength = bodyLength;
        }

        int count(long claimed, String what) throws SzFormatException {
            if (claimed < 0 || claimed > Limits.MAX_ARRAY) {
                throw table.fault(offset, claimed + " " + what, "0 to " + Limits.MAX_ARRAY);
            }
            return (int) claimed;
        }

        ColumnLayout column(ArrowField field) throws SzFormatException {
            if (node >= batch.nodesLength()) {
                throw table.fault(offset, "a batch of " + node + " columns", "one '" + field.name() + "' more");
            }
            FieldNode claimed = batch.nodes(node++);
            int length = count(claimed.length(), "values of the column '" + field.name() + "'");
            if (claimed.nullCount() < 0 || claimed.nullCount() > length) {
                throw table.fault(
                        offset,
                        claimed.nullCount() + " nulls in the column '" + field.name() + "'",
                        "0 to " + length + ", its length");
            }
            List<ColumnLayout.Span> buffers = new ArrayList<>();
            int count = field.storedType().buffers();
            if (field.storedType().kind() == ArrowType.Kind.VIEW) {
                count += buffersOfView(field);
            }
            for (int i = 0; i < count; i++) {
                buffers.add(span(field));
            }
            List<ColumnLayout> children = new ArrayList<>();
            for (ArrowField child : field.storedChildren()) {
                children.add(column(child));
            }
            return new ColumnLayout(field, length, claimed.nullCount(), buffers, children);
        }

        /** How many buffers the values of a view lie in. */
        private int buffersOfView(ArrowField field) throws SzFormatException {
            long count = view < batch.variadicBufferCountsLength() ? batch.variadicBufferCounts(view) : -1;
            view++;
            if (count < 0 || count > batch.buffersLength()) {
                throw table.fault(
                        offset,
                        "no count of the buffers of the column '" + field.name() + "'",
                        "one of at most " + batch.buffersLength() + ", as many as the batch has");
            }
            return (int) count;
        }

        private ColumnLayout.Span span(ArrowField field) throws SzFormatException {
            if (buffer >= batch.buffersLength()) {
                throw table.fault(
                        offset, "a batch of " + buffer + " buffers", "more for the column '" + field.name() + "'");
            }
            Buffer claimed = batch.buffers(buffer++);
            if (claimed.offset() < 0
                    || claimed.length() < 0
                    || claimed.offset() > bodyLength
                    || claimed.length() > bodyLength - claimed.offset()) {
                throw table.fault(
                        offset,
                        "a buffer of the column '" + field.name() + "' of " + claimed.length() + " bytes from "
                                + claimed.offset() + " on",
                        "one within the batch's body of " + bodyLength + " bytes");
            }
            return new ColumnLayout.Span(body + claimed.offset(), claimed.length());
        }
    }
}
