package org.szformat.interop.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType.Union;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.io.PositionalFile;

class IpcTableTest {
    private static final int ROWS = 3;

    /** Bytes before the first message, and of a message before its FlatBuffer. */
    private static final int MAGIC_BYTES = 8;

    private static final int PREFIX_BYTES = 8;

    /** Where a message's virtual table tells where its type lies. */
    private static final int TYPE_SLOT = 6;

    @TempDir
    Path directory;

    /** Columns of types that are not read stand before one that is, and must be passed over by the right number of buffers. */
    @Test
    void columnsOfAnyTypeArePassedOver() throws Exception {
        Path path = directory.resolve("every.arrow");
        try (BufferAllocator allocator = new RootAllocator()) {
            List<FieldVector> columns = List.of(
                    number("first", allocator),
                    views(allocator),
                    binaryViews(allocator),
                    new NullVector("null", ROWS),
                    listView(allocator),
                    largeListView(allocator),
                    fixedList(allocator),
                    dense(allocator),
                    sparse(allocator),
                    runs(allocator),
                    number("last", allocator));
            try (VectorSchemaRoot root = new VectorSchemaRoot(columns);
                    FileOutputStream out = new FileOutputStream(path.toFile());
                    ArrowFileWriter writer = new ArrowFileWriter(root, null, out.getChannel())) {
                root.setRowCount(ROWS);
                writer.writeBatch();
                writer.writeBatch();
            }
        }
        try (PositionalFile file = PositionalFile.open(path)) {
            TableBytes bytes = new TableBytes(file, path, "table", 0, file.size(), Limits.defaults());
            IpcTable table = IpcTable.open(bytes);
            assertEquals(2, table.batches());
            for (String name : List.of("first", "last")) {
                Column column =
                        table.load(table.layout(1).columns().get(table.schema().indexOf(name)));
                for (int row = 0; row < ROWS; row++) {
                    assertEquals(1000 + row, column.integer(row), name);
                }
            }
        }
    }

    /** A FlatBuffer whose table says that its type lies behind its end. */
    @Test
    void aMessageWithoutItsTypeIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowField field = ArrowField.of("n", ArrowType.signed(32));
        IpcTableWriter writer = new IpcTableWriter(out, new ArrowSchema(List.of(field), Map.of()));
        ColumnBuilder column = new ColumnBuilder(field);
        column.addInteger(7);
        writer.write(EncodedBatch.ofRows(List.of(column)));
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int schema = MAGIC_BYTES;
        int batch = schema + PREFIX_BYTES + bytes.getInt(schema + 4) + PREFIX_BYTES;
        int root = batch + bytes.getInt(batch);
        int table = root - bytes.getInt(root);
        bytes.putShort(table + TYPE_SLOT, (short) 0x7FFF);
        Path path = Files.write(directory.resolve("torn.arrow"), bytes.array());
        try (PositionalFile file = PositionalFile.open(path)) {
            TableBytes torn = new TableBytes(file, path, "table", 0, file.size(), Limits.defaults());
            SzFormatException e = assertThrows(SzFormatException.class, () -> IpcTable.scan(torn));
            assertTrue(e.getMessage().contains("a damaged message"), e.getMessage());
        }
    }

    private static FieldVector number(String name, BufferAllocator allocator) {
        IntVector vector = new IntVector(name, allocator);
        fill(vector, ROWS);
        return vector;
    }

    private static void fill(IntVector vector, int count) {
        vector.allocateNew(count);
        for (int i = 0; i < count; i++) {
            vector.set(i, 1000 + i);
        }
        vector.setValueCount(count);
    }

    private static byte[] text(int row) {
        return "a text that is too long to be in a view ".repeat(row).getBytes(StandardCharsets.UTF_8);
    }

    private static FieldVector views(BufferAllocator allocator) {
        ViewVarCharVector vector = new ViewVarCharVector("views", allocator);
        vector.allocateNew();
        for (int row = 0; row < ROWS; row++) {
            vector.setSafe(row, text(row));
        }
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector binaryViews(BufferAllocator allocator) {
        ViewVarBinaryVector vector = new ViewVarBinaryVector("binary", allocator);
        vector.allocateNew();
        for (int row = 0; row < ROWS; row++) {
            vector.setSafe(row, text(1));
        }
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector listView(BufferAllocator allocator) {
        ListViewVector vector = ListViewVector.empty("list view", allocator);
        var writer = vector.getWriter();
        writer.allocate();
        for (int row = 0; row < ROWS; row++) {
            writer.setPosition(row);
            writer.startListView();
            writer.writeInt(row);
            writer.endListView();
        }
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector largeListView(BufferAllocator allocator) {
        LargeListViewVector vector = LargeListViewVector.empty("large list view", allocator);
        vector.addOrGetVector(FieldType.nullable(MinorType.INT.getType()));
        vector.allocateNew();
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector fixedList(BufferAllocator allocator) {
        FixedSizeListVector vector = FixedSizeListVector.empty("fixed", 2, allocator);
        vector.addOrGetVector(FieldType.nullable(MinorType.INT.getType()));
        vector.allocateNew();
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector dense(BufferAllocator allocator) {
        DenseUnionVector vector = new DenseUnionVector(
                "dense", allocator, FieldType.notNullable(new Union(UnionMode.Dense, new int[0])), null);
        vector.allocateNew();
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector sparse(BufferAllocator allocator) {
        UnionVector vector = UnionVector.empty("sparse", allocator);
        vector.allocateNew();
        vector.setValueCount(ROWS);
        return vector;
    }

    private static FieldVector runs(BufferAllocator allocator) {
        Field ends = Field.notNullable("run_ends", MinorType.INT.getType());
        Field values = Field.nullable("values", MinorType.INT.getType());
        RunEndEncodedVector vector = new RunEndEncodedVector(
                new Field(
                        "runs",
                        FieldType.notNullable(org.apache.arrow.vector.types.pojo.ArrowType.RunEndEncoded.INSTANCE),
                        List.of(ends, values)),
                allocator,
                null);
        vector.allocateNew();
        IntVector runEnds = (IntVector) vector.getRunEndsVector();
        runEnds.setSafe(0, ROWS);
        runEnds.setValueCount(1);
        IntVector runValues = (IntVector) vector.getValuesVector();
        runValues.setSafe(0, 7);
        runValues.setValueCount(1);
        vector.setValueCount(ROWS);
        return vector;
    }
}
