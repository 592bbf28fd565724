package org.szformat.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.szformat.exchange.RecordAccess;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** What tests of records in place have in common. */
public final class Accesses {
    private Accesses() {}

    /** All records of a scan, in order. */
    public static List<RecordAccess.Placed> scan(RecordAccess access) throws IOException {
        List<RecordAccess.Placed> placed = new ArrayList<>();
        long position = 0;
        for (RecordAccess.Part part = access.next(); part != null; part = access.next()) {
            assertTrue(part.position() >= position && part.position() <= access.bytes(), "position of a part");
            assertTrue(part.footprint() > 0, "footprint of a part");
            position = part.position();
            placed.addAll(part.decode());
        }
        return placed;
    }

    /** A record's fields of another schema. */
    public static Record select(Record record, Schema schema) {
        var builder = Record.builder(schema);
        for (Field field : schema.fields()) {
            builder.copy(record, record.schema().field(field.name()), field);
        }
        return builder.build();
    }

    /** Checks that a scan tells where some records lie, and that each is read from there in every projection. */
    public static void assertSame(List<Record> records, RecordAccess access) throws IOException {
        Schema schema = access.schema();
        List<RecordAccess.Placed> placed = scan(access);
        assertEquals(records.size(), placed.size());
        List<Projection> projections = new ArrayList<>(List.of(
                Projection.all(schema),
                Projection.of(schema, List.of("read_id", "raw_signal")),
                Projection.of(schema, List.of("raw_signal")),
                Projection.of(schema, List.of("offset"))));
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            assertEquals(select(record, access.attributeSchema()), placed.get(i).attributes());
            for (Projection projection : projections) {
                assertEquals(
                        select(record, projection.target()),
                        access.read(placed.get(i).place(), projection));
            }
        }
        List<RecordAccess.Place> places =
                new ArrayList<>(placed.stream().map(RecordAccess.Placed::place).toList());
        places.add(places.get(0));
        List<Record> expected = new ArrayList<>(records);
        expected.add(records.get(0));
        assertEquals(expected, access.read(places, Projection.all(schema)));
    }
}
