package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.szformat.record.Record;

/** Records that are asked for together are fetched together: in one go, from the front to the end, each once. */
class SharedReaderTest {
    private final List<Record> records = new ArrayList<>(Reads.reads(0, 0, 20, 4));
    private final MemoryRecordFile file = new MemoryRecordFile(records, 5, 1, chunk -> {});
    private final CompressedFile.Reader reader = SharedReader.of(file);

    @Test
    void rowsAreReadTogether() throws Exception {
        assertEquals(List.of(records.get(9), records.get(2), records.get(9), records.get(19)), reader.get(9, 2, 9, 19));
        assertEquals(1, file.rowsRead.size());
        assertArrayEquals(new long[] {2, 9, 19}, file.rowsRead.get(0));
    }

    @Test
    void recordsOfManyIdsAreReadTogether() throws Exception {
        records.add(records.get(3));
        Lookup lookup = reader.get(List.of("0-7", "none", "0-3", "0-7", "none"));
        assertEquals(List.of(records.get(7), records.get(3), records.get(3), records.get(7)), lookup.records());
        assertEquals(List.of("none"), lookup.missing());
        assertEquals(1, file.rowsRead.size());
        assertArrayEquals(new long[] {3, 7, 20}, file.rowsRead.get(0));
    }

    @Test
    void nothingIsReadWhereARowIsNot() {
        assertThrows(IndexOutOfBoundsException.class, () -> reader.get(3, 20));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.get(3, -1));
        assertTrue(file.rowsRead.isEmpty());
    }

    @Test
    void nothingIsAskedFor() throws Exception {
        assertEquals(List.of(), reader.get(new long[0]));
        assertEquals(new Lookup(List.of(), List.of()), reader.get(List.of()));
    }

    @Test
    void whatKnowsNoRefreshingHasNothingNew() throws Exception {
        assertTrue(!reader.refresh() && !reader.select(List.of("number")).refresh());
        assertEquals(Optional.empty(), reader.incompleteness());
    }
}
