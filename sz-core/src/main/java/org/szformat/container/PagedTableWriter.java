package org.szformat.container;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Writes a {@link PagedTable} whose entries come one after the other. */
final class PagedTableWriter {

    /** Entries in ascending order of their keys. */
    interface Entries {

        /** Goes to the next entry, which there must be. */
        void next() throws IOException;

        long key();

        /** Appends the payload. */
        void payload(ByteWriter out) throws IOException;
    }

    private final FrameSink sink;
    private final CRC32C frameCrc = new CRC32C();
    private final ByteWriter page = new ByteWriter(1 << 14);
    private final ByteWriter payloads = new ByteWriter(1 << 14);

    private PagedTableWriter(FrameSink sink) {
        this.sink = sink;
    }

    /** Writes a frame of the given type and returns where it begins. */
    static long write(FrameSink sink, FrameType type, long count, int payloadBytes, Entries entries)
            throws IOException {
        return new PagedTableWriter(sink).write(type, count, payloadBytes, entries);
    }

    private long write(FrameType type, long count, int payloadBytes, Entries entries) throws IOException {
        long offset = sink.position();
        PagedTable table = new PagedTable(offset + MetadataFrame.HEADER + PagedTable.HEADER, count, payloadBytes);
        MetadataFrame.header(page, type.letter(), 0, offset, table.frameBytes());
        page.u64(count).u32(payloadBytes).u32(0);
        emit();
        LongArrayList keys = writeLeaves(count, entries);
        while (keys.size() > 1) {
            keys = writeLevel(keys);
        }
        page.u32((int) frameCrc.getValue());
        sink.write(page.array(), 0, page.length());
        return offset;
    }

    private LongArrayList writeLeaves(long count, Entries entries) throws IOException {
        LongArrayList firstKeys = new LongArrayList();
        for (long done = 0; done < count; ) {
            int items = (int) Math.min(PagedTable.PAGE_ITEMS, count - done);
            payloads.clear();
            for (int i = 0; i < items; i++) {
                entries.next();
                if (i == 0) {
                    firstKeys.add(entries.key());
                }
                page.u64(entries.key());
                entries.payload(payloads);
            }
            page.bytes(payloads.array(), 0, payloads.length());
            emitPage();
            done += items;
        }
        return firstKeys;
    }

    private LongArrayList writeLevel(LongArrayList items) throws IOException {
        LongArrayList firstKeys = new LongArrayList();
        for (int i = 0; i < items.size(); i++) {
            if (i % PagedTable.PAGE_ITEMS == 0) {
                firstKeys.add(items.getLong(i));
            }
            page.u64(items.getLong(i));
            if ((i + 1) % PagedTable.PAGE_ITEMS == 0 || i + 1 == items.size()) {
                emitPage();
            }
        }
        return firstKeys;
    }

    private void emitPage() throws IOException {
        page.u32(LittleEndian.crc32c(page.array(), 0, page.length()));
        emit();
    }

    private void emit() throws IOException {
        frameCrc.update(page.array(), 0, page.length());
        sink.write(page.array(), 0, page.length());
        page.clear();
    }
}
