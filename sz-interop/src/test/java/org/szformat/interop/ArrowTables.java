package org.szformat.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Tables as Arrow Java itself reads them. */
public final class ArrowTables {
    /** A table: its schema and its rows, dictionaries resolved, bytes as hexadecimal text. */
    public record Table(Schema schema, List<Map<String, Object>> rows) {}

    private ArrowTables() {}

    /** The tables in a POD5 file, by the column that only they have: samples, acquisition_id, read_number. */
    public static Map<String, Table> ofPod5(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Table> tables = new LinkedHashMap<>();
        byte[] start = "ARROW1\0\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] marker = Arrays.copyOfRange(bytes, 8, 24);
        for (int i = 24; i < bytes.length; ) {
            if (!Arrays.equals(bytes, i, i + 8, start, 0, 8)) {
                break;
            }
            int end = i + 8;
            while (!Arrays.equals(bytes, end, end + 16, marker, 0, 16)) {
                end += 8;
            }
            int next = end + 16;
            while (bytes[end - 1] == 0) {
                end--;
            }
            Table table = read(Arrays.copyOfRange(bytes, i, end));
            for (String column : List.of("samples", "acquisition_id", "read_number")) {
                if (table.schema().getFields().stream()
                        .anyMatch(field -> field.getName().equals(column))) {
                    tables.put(column, table);
                    break;
                }
            }
            i = next;
        }
        return tables;
    }

    /** Reads an Arrow IPC file. */
    public static Table read(byte[] bytes) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader =
                        new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(bytes), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (reader.loadNextBatch()) {
                addRows(root, reader, rows);
            }
            return new Table(root.getSchema(), rows);
        }
    }

    /** Counts the rows that a reader of streams, which knows no footer, finds in an Arrow IPC file. */
    public static int streamRows(byte[] file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayInputStream(file, 8, file.length - 8), allocator)) {
            int rows = 0;
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        }
    }

    private static void addRows(VectorSchemaRoot root, ArrowFileReader reader, List<Map<String, Object>> rows)
            throws IOException {
        int first = rows.size();
        for (int row = 0; row < root.getRowCount(); row++) {
            rows.add(new LinkedHashMap<>());
        }
        for (FieldVector vector : root.getFieldVectors()) {
            boolean encoded = vector.getField().getDictionary() != null;
            FieldVector plain = encoded
                    ? (FieldVector) DictionaryEncoder.decode(
                            vector,
                            reader.getDictionaryVectors()
                                    .get(vector.getField().getDictionary().getId()))
                    : vector;
            for (int row = 0; row < root.getRowCount(); row++) {
                rows.get(first + row).put(vector.getName(), value(plain.getObject(row)));
            }
            if (encoded) {
                plain.close();
            }
        }
    }

    private static Object value(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Float number) {
            return Float.floatToRawIntBits(number);
        }
        return value == null ? null : value.toString();
    }
}
