package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowSchema;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.interop.ipc.EncodedBatch;
import org.szformat.interop.ipc.IpcTableWriter;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

/** Tables as versions before 3 had them: pore, calibration, end reason and run as dictionaries of structs. */
class OlderTablesTest {
    static final ArrowType PLAIN_SIGNAL = new ArrowType(ArrowType.Kind.LARGE_LIST, 0, "");

    @TempDir
    Path directory;

    /** Builds a table. */
    static byte[] table(
            List<ArrowField> fields, Map<Long, ColumnBuilder> dictionaries, List<List<ColumnBuilder>> batches)
            throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IpcTableWriter table = new IpcTableWriter(
                out, new ArrowSchema(fields, Pod5Metadata.of(new UUID(1, 2).toString(), "the test")));
        for (Map.Entry<Long, ColumnBuilder> entry : dictionaries.entrySet()) {
            table.writeDictionary(entry.getKey(), entry.getValue());
        }
        for (List<ColumnBuilder> batch : batches) {
            table.write(EncodedBatch.ofRows(batch));
        }
        table.finish();
        return out.toByteArray();
    }

    private static ColumnBuilder column(ArrowField field, Consumer<ColumnBuilder> values) {
        ColumnBuilder column = new ColumnBuilder(field);
        values.accept(column);
        return column;
    }

    private static ArrowField struct(String name, ArrowField... members) {
        return ArrowField.of(name, ArrowType.STRUCT, members);
    }

    static byte[] id(long read) {
        return ByteBuffer.allocate(16).putLong(7).putLong(read).array();
    }

    static final ArrowField ID = ArrowField.of("read_id", ArrowType.fixedBinary(16));
    private static final ArrowField SIGNAL =
            ArrowField.of("signal", ArrowType.LIST, ArrowField.of("item", ArrowType.unsigned(64)));
    private static final ArrowField PORE = struct(
            "pore",
            ArrowField.of("channel", ArrowType.unsigned(16)),
            ArrowField.of("well", ArrowType.unsigned(8)),
            ArrowField.of("pore_type", ArrowType.UTF8));
    private static final ArrowField CALIBRATION = struct(
            "calibration",
            ArrowField.of("offset", ArrowType.floating(32)),
            ArrowField.of("scale", ArrowType.floating(32)));
    private static final ArrowField REASON =
            struct("end_reason", ArrowField.of("name", ArrowType.UTF8), ArrowField.of("forced", ArrowType.BOOL));
    private static final ArrowField NUMBER = ArrowField.of("read_number", ArrowType.unsigned(32));
    private static final ArrowField START = ArrowField.of("start", ArrowType.unsigned(64));
    private static final ArrowField MEDIAN = ArrowField.of("median_before", ArrowType.floating(32));
    private static final ArrowField EXTRA = ArrowField.of("extra", ArrowType.signed(8));
    private static final ArrowField CODED = ArrowField.of("coded", ArrowType.signed(32));
    private static final ArrowField ODD = ArrowField.of("odd", ArrowType.LIST, ArrowField.of("item", ArrowType.BOOL));

    /** Signals of 2, 0 and 3 samples in rows 2, none, and 0 and 1 of a table of two batches. */
    static byte[] signals() throws Exception {
        List<ArrowField> fields = List.of(
                ID,
                ArrowField.of("signal", PLAIN_SIGNAL, ArrowField.of("item", ArrowType.signed(16))),
                ArrowField.of("samples", ArrowType.unsigned(32)));
        List<List<ColumnBuilder>> batches = new ArrayList<>();
        short[][][] pieces = {{{1, -2}, {3}}, {{30_000, -30_000}}};
        long[][] reads = {{2, 2}, {0}};
        for (int b = 0; b < pieces.length; b++) {
            List<ColumnBuilder> batch = fields.stream().map(ColumnBuilder::new).toList();
            for (int i = 0; i < pieces[b].length; i++) {
                batch.get(0).addBytes(id(reads[b][i]), 0, 16);
                batch.get(1).child(0).addArray(pieces[b][i]);
                batch.get(1).addList();
                batch.get(2).addInteger(pieces[b][i].length);
            }
            batches.add(batch);
        }
        return table(fields, Map.of(), batches);
    }

    static byte[] reads(long[][] signalRows) throws Exception {
        return reads(signalRows, runs -> addRun(runs, "the sample", 4000));
    }

    /** With other entries of the dictionary of runs; reads are of the first. */
    static byte[] reads(long[][] signalRows, Consumer<ColumnBuilder> runs) throws Exception {
        return reads(signalRows, struct("run_info", RunInfoColumn.fields().toArray(ArrowField[]::new)), runs);
    }

    private static byte[] reads(long[][] signalRows, ArrowField run, Consumer<ColumnBuilder> runs) throws Exception {
        List<ArrowField> fields = List.of(
                ID,
                SIGNAL,
                PORE.indexing(0),
                CALIBRATION.indexing(1),
                NUMBER,
                START,
                MEDIAN,
                REASON.indexing(2),
                run.indexing(3),
                EXTRA,
                ODD,
                CODED.indexing(4),
                ArrowField.of(
                        "nested",
                        ArrowType.LIST,
                        ArrowField.of("item", ArrowType.UTF8).indexing(5)));
        Map<Long, ColumnBuilder> dictionaries = Map.of(
                0L,
                column(PORE, pores -> {
                    for (int well = 1; well <= 2; well++) {
                        pores.child(0).addInteger(100);
                        pores.child(1).addInteger(well);
                        pores.child(2).addText("not_set");
                        pores.addStruct();
                    }
                }),
                1L,
                column(CALIBRATION, values -> {
                    values.child(0).addInteger(Float.floatToRawIntBits(-3));
                    values.child(1).addInteger(Float.floatToRawIntBits(0.17f));
                    values.addStruct();
                }),
                2L,
                column(REASON, values -> {
                    values.child(0).addText("mux_change");
                    values.child(1).addInteger(1);
                    values.addStruct();
                }),
                3L,
                column(run, runs),
                4L,
                column(CODED, values -> values.addArray(new int[] {70_000, -70_000})),
                5L,
                column(ArrowField.of("item", ArrowType.UTF8), values -> values.addText("deep")));
        List<ColumnBuilder> batch = fields.stream().map(ColumnBuilder::new).toList();
        for (int i = 0; i < signalRows.length; i++) {
            batch.get(0).addBytes(id(i), 0, 16);
            batch.get(1).child(0).addArray(signalRows[i]);
            batch.get(1).addList();
            batch.get(2).addInteger(i % 2);
            batch.get(3).addInteger(0);
            batch.get(4).addInteger(10 + i);
            batch.get(5).addInteger(1000L + i);
            batch.get(6).addNull();
            batch.get(7).addInteger(0);
            batch.get(8).addInteger(0);
            batch.get(9).addInteger(-i);
            batch.get(10).addList();
            batch.get(11).addInteger(i % 2);
            batch.get(12).child(0).addInteger(0);
            batch.get(12).addList();
        }
        return table(fields, dictionaries, List.of(batch));
    }

    static void addRun(ColumnBuilder run, String sample, int rate) {
        for (int i = 0; i < RunInfoColumn.values().length; i++) {
            RunInfoColumn column = RunInfoColumn.values()[i];
            switch (column) {
                case ADC_MIN -> run.child(i).addInteger(-4096);
                case ADC_MAX -> run.child(i).addInteger(4095);
                case SAMPLE_RATE -> run.child(i).addInteger(rate);
                case SAMPLE_ID -> run.child(i).addText(sample);
                case ACQUISITION_START_TIME, PROTOCOL_START_TIME -> run.child(i).addInteger(-1);
                case CONTEXT_TAGS, TRACKING_ID -> run.child(i).addList();
                default -> run.child(i).addText("the " + column.column());
            }
        }
        run.addStruct();
    }

    private Path file(byte[]... tables) throws Exception {
        return file(directory, tables);
    }

    static Path file(Path directory, byte[]... tables) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] marker = "sixteen bytes...".getBytes();
        out.writeBytes(Container.SIGNATURE);
        out.writeBytes(marker);
        List<Footer.Embedded> contents = new ArrayList<>();
        int[] kinds = {1, 0, 4};
        for (int i = 0; i < tables.length; i++) {
            contents.add(new Footer.Embedded(out.size(), tables[i].length, 0, kinds[i]));
            out.writeBytes(tables[i]);
            out.writeBytes(new byte[Container.padding(tables[i].length)]);
            out.writeBytes(marker);
        }
        byte[] footer = new Footer("id", "the test", "0.0.23", contents).write();
        out.writeBytes(Container.FOOTER_MAGIC);
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(footer.length)
                .array());
        out.writeBytes(marker);
        out.writeBytes(Container.SIGNATURE);
        return Files.write(directory.resolve("old.pod5"), out.toByteArray());
    }

    @Test
    void structsAndPlainSignalsAreRead() throws Exception {
        Path file = file(signals(), reads(new long[][] {{2}, {}, {0, 1}}));
        List<Record> records = Pod5Files.read(file);
        assertEquals(3, records.size());
        assertArrayEquals(new short[] {30_000, -30_000}, records.get(0).getShorts("raw_signal"));
        assertArrayEquals(new short[0], records.get(1).getShorts("raw_signal"));
        Record last = records.get(2);
        assertArrayEquals(new short[] {1, -2, 3}, last.getShorts("raw_signal"));
        assertEquals("00000000-0000-0007-0000-000000000002", last.key());
        assertEquals(100, last.getInteger("channel"));
        assertEquals(1, last.getInteger("well"));
        assertEquals(2, records.get(1).getInteger("well"));
        assertEquals(-3, last.getReal("offset"));
        assertEquals(0.17f * 8192.0, last.getReal("range"));
        assertEquals("mux_change", last.getText("end_reason"));
        assertEquals(1, last.getInteger("end_reason_forced"));
        assertEquals("the acquisition_id", last.getText("run_id"));
        assertEquals(4000, last.getReal("sampling_rate"));
        assertEquals(-2, last.getInteger("extra"));
        assertEquals(70_000, last.getInteger("coded"));
        assertEquals(-70_000, records.get(1).getInteger("coded"));
        assertTrue(last.isMissing("median_before"));
        assertTrue(last.isMissing("num_minknow_events"));
        assertTrue(Double.isNaN(last.getReal("tracked_scaling_shift")));
        JsonValue.Obj run = (JsonValue.Obj)
                ((JsonValue.Obj) Pod5Files.header(file).get("runs").orElseThrow()).get("the acquisition_id");
        assertEquals(JsonValue.of("1969-12-31T23:59:59.999Z"), run.get("protocol_start_time"));
        assertEquals(JsonValue.of(Map.of()), run.get("tracking_id"));
        try (RecordSource source = Pod5Files.POD5.open(file, FormatOptions.defaults())) {
            assertEquals(1, source.warnings().size());
            assertTrue(source.warnings().get(0).endsWith(": odd, nested"), source.warnings()::toString);
        }
    }

    /** ONT's library takes the first of such runs, and its specification demands that readers can live with them. */
    @Test
    void aRunThatIsToldTwiceIsThatOfTheFirst() throws Exception {
        Path file = file(signals(), reads(new long[][] {{2}}, runs -> {
            addRun(runs, "first", 4000);
            addRun(runs, "second", 4000);
        }));
        assertEquals(4000, Pod5Files.read(file).get(0).getReal("sampling_rate"));
        JsonValue.Obj run = (JsonValue.Obj)
                ((JsonValue.Obj) Pod5Files.header(file).get("runs").orElseThrow()).get("the acquisition_id");
        assertEquals(JsonValue.of("first"), run.get("sample_id"));
        try (RecordSource source = Pod5Files.POD5.open(file, FormatOptions.defaults())) {
            assertTrue(source.warnings().get(1).endsWith(": the acquisition_id"), source.warnings()::toString);
        }
        Path other = file(signals(), reads(new long[][] {{2}}, runs -> {
            addRun(runs, "first", 4000);
            addRun(runs, "second", 5000);
        }));
        String message = assertThrows(SzFormatException.class, () -> Pod5Files.read(other))
                .getMessage();
        assertTrue(message.contains("at 5000 Hz") && message.contains("at 4000 Hz"), message);
    }

    @Test
    void runsWithoutColumnsAreRefused() throws Exception {
        ColumnBuilder row = new ColumnBuilder(NUMBER);
        row.addInteger(1);
        List<Path> files = List.of(
                file(
                        Files.createDirectory(directory.resolve("table")),
                        signals(),
                        reads(new long[][] {{2}}),
                        table(List.of(), Map.of(), List.of(List.of(row)))),
                file(signals(), reads(new long[][] {{2}}, struct("run_info"), ColumnBuilder::addStruct)));
        for (Path file : files) {
            String message = assertThrows(SzFormatException.class, () -> Pod5Files.read(file))
                    .getMessage();
            assertTrue(message.contains("runs without a column 'acquisition_id'"), message);
        }
    }

    private String refused(long[][] signalRows) throws Exception {
        Path file = file(signals(), reads(signalRows));
        return assertThrows(SzFormatException.class, () -> Pod5Files.read(file)).getMessage();
    }

    @Test
    void rowsOfOtherReadsAreRefused() throws Exception {
        String message = refused(new long[][] {{0}});
        assertTrue(message.contains("'00000000-0000-0007-0000-000000000002' in row 0"), message);
    }

    @Test
    void rowsThatAreNotThereAreRefused() throws Exception {
        String message = refused(new long[][] {{3}});
        assertTrue(message.contains("no row 3") && message.contains("the table has 3"), message);
        message = refused(new long[][] {{-1}});
        assertTrue(message.contains("no row 18446744073709551615"), message);
    }
}
