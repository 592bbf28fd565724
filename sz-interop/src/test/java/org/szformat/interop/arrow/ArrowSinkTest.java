package org.szformat.interop.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.interop.ArrowTables;
import org.szformat.interop.EveryType;
import org.szformat.record.Record;
import org.szformat.schema.Field;

class ArrowSinkTest {
    @TempDir
    Path directory;

    private byte[] write(List<Record> records, int atOnce) throws Exception {
        Path file = directory.resolve("records.arrow");
        try (RecordSink sink = RecordFormats.byExtension(file)
                .orElseThrow()
                .create(file, EveryType.SCHEMA, EveryType.HEADER, FormatOptions.defaults())) {
            for (int i = 0; i < records.size(); i += atOnce) {
                RecordSink.Encoded encoded = sink.encode(records.subList(i, Math.min(records.size(), i + atOnce)));
                sink.append(encoded);
            }
            sink.finish();
        }
        return Files.readAllBytes(file);
    }

    @Test
    void arrowReadsEveryType() throws Exception {
        List<Record> records = EveryType.records(500, 11);
        byte[] file = write(records, 120);
        int row = 0;
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader =
                        new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(file), allocator)) {
            assertEquals(
                    EveryType.HEADER.toString(),
                    reader.getVectorSchemaRoot().getSchema().getCustomMetadata().get("sz:header"));
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int i = 0; i < root.getRowCount(); i++, row++) {
                    for (Field field : EveryType.SCHEMA.fields()) {
                        assertEquals(
                                EveryType.text(records.get(row), field),
                                text(root.getVector(field.name()), i),
                                field + " of row " + row);
                    }
                }
            }
            assertEquals(500, row);
            assertEquals(5, reader.getRecordBlocks().size());
        }
        assertEquals(500, ArrowTables.streamRows(file));
    }

    @Test
    void typesAreArrows() throws Exception {
        var schema = ArrowTables.read(write(List.of(), 1)).schema();
        assertEquals(new ArrowType.Int(16, false), schema.findField("a_U16").getType());
        assertEquals(
                new ArrowType.Int(16, true),
                schema.findField("d_I16").getChildren().get(0).getType());
        assertEquals("F128", schema.findField("d_F128").getMetadata().get("sz:type"));
        assertEquals(false, schema.findField("id").isNullable());
        assertEquals(true, schema.findField("a_S").isNullable());
    }

    @Test
    void filesAreNotRead() throws Exception {
        write(List.of(), 1);
        UnsupportedOperationException e = assertThrows(
                UnsupportedOperationException.class,
                () -> RecordFormats.open(directory.resolve("records.arrow"), FormatOptions.defaults()));
        assertEquals(directory.resolve("records.arrow") + ": Arrow files are written, but not read", e.getMessage());
    }

    private static String text(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof ListVector list) {
            List<String> items = new ArrayList<>();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                items.add(text(list.getDataVector(), i));
            }
            return items.toString();
        }
        if (vector instanceof Float2Vector halves) {
            return String.valueOf(org.szformat.number.Float16.toFloat(halves.get(row)));
        }
        if (vector instanceof UInt8Vector longs) {
            return Long.toUnsignedString(longs.get(row));
        }
        if (vector instanceof BaseIntVector integers) {
            return String.valueOf(integers.getValueAsLong(row));
        }
        return String.valueOf(vector.getObject(row));
    }
}
