package org.szformat.spill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Entries in memory, sorted. */
final class SortedEntries implements SpillSort.Cursor {
    /** An entry, and the first bytes of its key. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    private record Entry(byte[] bytes, int keyFrom, int keyLength, int payloadLength, long prefix) {
        static int compare(Entry a, Entry b) {
            return a.prefix != b.prefix
                    ? Long.compareUnsigned(a.prefix, b.prefix)
                    : SpillSort.compare(a.bytes, a.keyFrom, a.keyLength, b.bytes, b.keyFrom, b.keyLength);
        }
    }

    private final Entry[] entries;
    private int at = -1;

    private SortedEntries(Entry[] entries) {
        this.entries = entries;
    }

    static SortedEntries of(List<EntryBuffer> buffers) {
        Entry[] entries =
                new Entry[buffers.stream().mapToInt(EntryBuffer::count).sum()];
        int count = 0;
        for (EntryBuffer buffer : buffers) {
            byte[] bytes = buffer.array();
            ByteBuffer lengths = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < buffer.length(); ) {
                int key = lengths.getInt(from);
                int payload = lengths.getInt(from + Integer.BYTES);
                int keyFrom = from + EntryBuffer.HEADER;
                entries[count++] = new Entry(bytes, keyFrom, key, payload, SpillSort.prefix(bytes, keyFrom, key));
                from = keyFrom + key + payload;
            }
        }
        Arrays.sort(entries, Entry::compare);
        return new SortedEntries(entries);
    }

    @Override
    public boolean next() {
        at++;
        return at < entries.length;
    }

    @Override
    public byte[] bytes() {
        return entries[at].bytes();
    }

    @Override
    public int keyFrom() {
        return entries[at].keyFrom();
    }

    @Override
    public int keyLength() {
        return entries[at].keyLength();
    }

    @Override
    public int payloadLength() {
        return entries[at].payloadLength();
    }
}
