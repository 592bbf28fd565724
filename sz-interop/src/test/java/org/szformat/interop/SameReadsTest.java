package org.szformat.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Field;

/** The same reads in two formats are the same records, as far as both formats tell. */
class SameReadsTest {
    private static final Path READS = Path.of("../../shared/reads");

    private static Map<String, Record> read(String name) throws IOException {
        Map<String, Record> records = new LinkedHashMap<>();
        try (RecordSource source = RecordFormats.open(READS.resolve(name), FormatOptions.defaults())) {
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                part.decode().forEach(record -> records.put(record.key(), record));
            }
        }
        return records;
    }

    private static Object value(Record record, Field field) {
        if (record.isMissing(field)) {
            return "missing";
        }
        boolean primitive = field.isAttribute() && !field.isText();
        return primitive ? record.bits(field) : record.stored(field);
    }

    @Test
    void pod5AndBlow5() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(READS));
        Map<String, Record> pod5 = read("z1.pod5");
        Map<String, Record> blow5 = read("z1.blow5");
        assertEquals(pod5.keySet(), blow5.keySet());
        List<String> shared = new ArrayList<>();
        pod5.forEach((id, record) -> {
            Record other = Objects.requireNonNull(blow5.get(id));
            shared.clear();
            for (Field field : record.schema().fields()) {
                other.schema().find(field.name()).ifPresent(same -> {
                    shared.add(field.name());
                    assertEquals(field.type(), same.type(), field::name);
                    assertTrue(
                            Objects.deepEquals(value(record, field), value(other, same)),
                            () -> id + ", " + field.name() + ": " + value(record, field) + " and "
                                    + value(other, same));
                });
            }
        });
        for (ReadFields field : ReadFields.values()) {
            assertTrue(shared.contains(field.fieldName()), () -> field.fieldName() + " is not in " + shared);
        }
    }
}
