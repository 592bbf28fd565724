package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * What a container takes when {@code flush()} is called after every record: bytes of file per record.
 *
 * <p>Options: {@code --records}, {@code --columns} (a list), {@code --dir}.
 */
public final class FlushCost {
    private static final ValueType[] TYPES = {
        ValueType.F64, ValueType.I32, ValueType.U16, ValueType.S, ValueType.I64, ValueType.F32, ValueType.U8
    };

    private FlushCost() {}

    /** Writes a file for each number of columns and prints a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments, "records", "columns", "dir");
        int records = options.integer("records", 2000);
        Path file = options.directory().resolve("flush.sz");
        Table table =
                new Table("columns", "datasets", "records", "bytes of values", "bytes of file", "without flushes");
        for (int columns : options.integers("columns", "2,6,16,32")) {
            Schema schema = schema(columns);
            long flushed = write(file, schema, records, 1);
            long whole = write(file, schema, records, records);
            table.add(
                    columns,
                    schema.datasets().size(),
                    records,
                    perRecord(valueBytes(schema, records), records),
                    perRecord(flushed, records),
                    perRecord(whole, records));
        }
        Files.delete(file);
        table.print(System.out);
    }

    private static String perRecord(long bytes, int records) {
        return Table.fixed((double) bytes / records, 1);
    }

    /** Two attributes of three are numbers; a quarter of the columns are datasets. */
    private static Schema schema(int columns) {
        Schema.Builder schema = Schema.builder().attribute("read_id", ValueType.S);
        int datasets = Math.max(1, columns / 4);
        for (int i = 1; i < columns - datasets; i++) {
            schema.attribute("a" + i, TYPES[i % TYPES.length]);
        }
        for (int i = 0; i < datasets; i++) {
            schema.dataset("d" + i, ValueType.I16);
        }
        return schema.build();
    }

    private static Record record(Schema schema, int number) {
        SplittableRandom random = new SplittableRandom(number);
        RecordBuilder record = Record.builder(schema).set("read_id", Reads.id(number));
        schema.fields().stream().skip(1).forEach(field -> {
            switch (field.type()) {
                case S -> record.set(field, "text " + random.nextInt(1000));
                case F32, F64 -> record.set(field, random.nextInt(100_000) / 8.0);
                case I16 -> record.set(field.name(), Reads.signal(random, 20));
                default -> record.set(field, random.nextInt(200));
            }
        });
        return record.build();
    }

    private static long valueBytes(Schema schema, int records) {
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            bytes += record(schema, i).valueBytes();
        }
        return bytes;
    }

    private static long write(Path file, Schema schema, int records, int between)
            throws IOException, InterruptedException {
        WriterOptions options = WriterOptions.defaults()
                .withLayout(Layout.CONTAINER)
                .withWriteOptions(WriteOptions.defaults().withOnExisting(OnExisting.REPLACE));
        try (CompressedFile.Writer writer = CompressedFile.create(file, schema, options)) {
            for (int i = 0; i < records; i++) {
                writer.put(record(schema, i));
                if ((i + 1) % between == 0) {
                    writer.flush();
                }
            }
        }
        return Files.size(file);
    }
}
