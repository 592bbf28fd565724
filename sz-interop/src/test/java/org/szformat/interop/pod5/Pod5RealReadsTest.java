package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.interop.ArrowTables;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

class Pod5RealReadsTest {
    @TempDir
    Path directory;

    private static Path real(String name) {
        Path file = Pod5Files.READS.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no real reads here");
        return file;
    }

    @Test
    void signalsAreThoseOfAnIndependentReader() throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        for (String line : Pod5Files.lines(real("signals.tsv"))) {
            String[] cells = line.split("\t");
            if (cells[0].endsWith(".pod5")) {
                expected.computeIfAbsent(cells[0], name -> new ArrayList<>())
                        .add(cells[1] + ' ' + cells[2] + ' ' + cells[3]);
            }
        }
        assertEquals(Set.of("z1.pod5", "b1.pod5"), expected.keySet());
        for (Map.Entry<String, List<String>> entry : expected.entrySet()) {
            Set<String> found = new HashSet<>();
            for (Record record : Pod5Files.read(real(entry.getKey()))) {
                short[] signal = record.getShorts("raw_signal");
                found.add(record.key() + ' ' + signal.length + ' ' + Pod5Files.sha256(signal));
            }
            assertEquals(new HashSet<>(entry.getValue()), found);
        }
    }

    @Test
    void fieldsHaveTheCommonNames() throws Exception {
        Path file = real("z1.pod5");
        Record first = Pod5Files.read(file).get(0);
        assertEquals("c6df34f043d40f6f45debe33276597a09b8a14a6", first.getText("run_id"));
        assertEquals(405, first.getInteger("channel"));
        assertEquals(4, first.getInteger("well"));
        assertEquals(128530, first.getInteger("read_number"));
        assertEquals(1295822630L, first.getInteger("start_sample"));
        assertEquals(8192, first.getReal("digitisation"));
        assertEquals(5000, first.getReal("sampling_rate"));
        assertEquals(9, first.getReal("offset"));
        assertEquals((double) 0.23400602f * 8192, first.getReal("range"));
        assertEquals((double) 177.99538f, first.getReal("median_before"));
        assertEquals("signal_positive", first.getText("end_reason"));
        assertEquals(0, first.getInteger("end_reason_forced"));
        assertEquals("not_set", first.getText("pore_type"));
        assertTrue(Double.isNaN(first.getReal("open_pore_level")));
        JsonValue runs = Pod5Files.header(file).get("runs").orElseThrow();
        JsonValue.Obj run = (JsonValue.Obj) ((JsonValue.Obj) runs).get(first.getText("run_id"));
        assertEquals(JsonValue.of("2023-06-02T14:12:59.057Z"), run.get("acquisition_start_time"));
        assertEquals(JsonValue.of("gridion"), ((JsonValue.Obj) run.get("tracking_id")).get("device_type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"z1.pod5", "b1.pod5"})
    void copiesHaveTheSameTables(String name) throws Exception {
        assertSameTables(real(name), Pod5Files.copy(real(name), directory.resolve(name)));
    }

    static void assertSameTables(Path file, Path copy) throws Exception {
        Map<String, ArrowTables.Table> before = ArrowTables.ofPod5(file);
        Map<String, ArrowTables.Table> after = ArrowTables.ofPod5(copy);
        assertEquals(before.keySet(), after.keySet());
        for (String table : before.keySet()) {
            List<Map<String, Object>> rows = before.get(table).rows();
            List<Map<String, Object>> rowsAfter = after.get(table).rows();
            if (table.equals("samples")) {
                // Bytes of compressed signals may differ; their samples are compared as records.
                rows.forEach(row -> row.remove("signal"));
                rowsAfter.forEach(row -> row.remove("signal"));
            }
            if (table.equals("read_number")) {
                rows.forEach(row -> row.putIfAbsent("open_pore_level", Float.floatToRawIntBits(Float.NaN)));
            }
            assertEquals(rows, rowsAfter);
        }
        assertEquals(Pod5Files.read(file), Pod5Files.read(copy));
        assertEquals(Pod5Files.header(file).get("runs"), Pod5Files.header(copy).get("runs"));
    }
}
