package org.szformat.spill;

import java.util.Arrays;
import java.util.List;

/** Entries in memory, sorted. */
final class SortedEntries implements SpillSort.Cursor {
    /** What an entry takes in memory while it is sorted, besides its bytes. */
    static final int FOOTPRINT = 48;

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

    static SortedEntries of(List<EntryRun> runs) {
        Entry[] entries = new Entry[runs.stream().mapToInt(EntryRun::count).sum()];
        int count = 0;
        for (EntryRun run : runs) {
            for (EntryRun.Piece piece : run.pieces()) {
                byte[] bytes = piece.bytes();
                for (int from = 0; from < piece.length(); ) {
                    int key = SpillRun.littleEndian(bytes, from);
                    int payload = SpillRun.littleEndian(bytes, from + Integer.BYTES);
                    int keyFrom = from + EntryBuffer.HEADER;
                    entries[count++] = new Entry(bytes, keyFrom, key, payload, SpillSort.prefix(bytes, keyFrom, key));
                    from = keyFrom + key + payload;
                }
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
