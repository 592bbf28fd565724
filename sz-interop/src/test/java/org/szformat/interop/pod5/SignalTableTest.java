package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Limits;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.interop.Accesses;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.interop.ipc.TableBytes;
import org.szformat.io.PositionalFile;
import org.szformat.io.ReadableBytes;
import org.szformat.schema.Projection;

/** Where rows of the signal table are found, whatever the sizes of its batches. */
class SignalTableTest {
    private static final long SEED = 20261126;
    private static final List<ArrowField> FIELDS = List.of(
            OlderTablesTest.ID,
            ArrowField.of("signal", OlderTablesTest.PLAIN_SIGNAL, ArrowField.of("item", ArrowType.signed(16))),
            ArrowField.of("samples", ArrowType.unsigned(32)));

    @TempDir
    Path directory;

    /** A table of batches of some sizes, of whose rows each has its own number as its one sample. */
    private static byte[] signals(List<Integer> sizes, int[] readOfRow) throws Exception {
        List<List<ColumnBuilder>> batches = new ArrayList<>();
        int row = 0;
        for (int size : sizes) {
            List<ColumnBuilder> batch = FIELDS.stream().map(ColumnBuilder::new).toList();
            for (int i = 0; i < size; i++, row++) {
                batch.get(0).addBytes(OlderTablesTest.id(readOfRow[row]), 0, Uuids.BYTES);
                batch.get(1).child(0).addArray(new short[] {(short) row});
                batch.get(1).addList();
                batch.get(2).addInteger(1);
            }
            batches.add(batch);
        }
        return OlderTablesTest.table(FIELDS, Map.of(), batches);
    }

    private void assertFound(List<Integer> sizes, Random random, String what) throws Exception {
        int rows = sizes.stream().mapToInt(Integer::intValue).sum();
        int[] readOfRow = new int[rows];
        List<long[]> rowsOfReads = new ArrayList<>();
        for (int row = 0; row < rows; ) {
            long[] own = new long[Math.min(rows - row, 1 + random.nextInt(4))];
            for (int i = 0; i < own.length; i++) {
                readOfRow[row] = rowsOfReads.size();
                own[i] = row++;
            }
            rowsOfReads.add(own);
        }
        Path file = OlderTablesTest.file(
                directory, signals(sizes, readOfRow), OlderTablesTest.reads(rowsOfReads.toArray(long[][]::new)));
        try (RecordAccess access = Pod5Files.POD5.access(file, FormatOptions.defaults())) {
            List<RecordAccess.Placed> placed = Accesses.scan(access);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < placed.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            for (int read : order) {
                long[] own = rowsOfReads.get(read);
                short[] expected = new short[own.length];
                for (int i = 0; i < own.length; i++) {
                    expected[i] = (short) own[i];
                }
                assertArrayEquals(
                        expected,
                        access.read(placed.get(read).place(), Projection.all(access.schema()))
                                .getShorts("raw_signal"),
                        what + ", read " + read);
            }
        }
    }

    @Test
    void signalsAreFoundInBatchesOfAnySizes() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            int usual = 1 + random.nextInt(5);
            int odd = round % 5;
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(20); i++) {
                sizes.add(random.nextInt(10) < odd ? random.nextInt(8) : usual);
            }
            if (sizes.stream().allMatch(size -> size == 0)) {
                continue;
            }
            assertFound(sizes, random, "seed " + SEED + ", round " + round + ", batches " + sizes);
        }
    }

    @Test
    void ofAFarRowOnlyItsBatchIsLookedAt() throws Exception {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(500, 2));
        Path file = OlderTablesTest.file(directory, signals(sizes, new int[1000]));
        int[] reads = {0};
        try (PositionalFile open = PositionalFile.open(file)) {
            long start = Container.HEAD_BYTES;
            ReadableBytes counting = new ReadableBytes() {
                @Override
                public long size() throws IOException {
                    return open.size();
                }

                @Override
                public void readFully(long offset, byte[] into, int at, int count) throws IOException {
                    reads[0]++;
                    open.readFully(offset, into, at, count);
                }
            };
            long end = start + signals(sizes, new int[1000]).length;
            SignalTable table = new SignalTable(
                    IpcTable.open(new TableBytes(counting, file, "signal table", start, end, Limits.defaults())));
            reads[0] = 0;
            assertEquals(new SignalTable.Place(450, 900), table.guess(901));
            assertTrue(reads[0] < 10, reads[0] + " reads");
            assertEquals(new SignalTable.Place(450, 900), table.place(901));
            assertTrue(reads[0] > 400, reads[0] + " reads");
            assertEquals(null, table.guess(901));
        }
    }
}
