package org.szformat.spill;

import java.io.IOException;
import java.util.List;

/** Entries of several cursors as one: a heap, of which the cursor with the least entry is the root. */
final class MergedEntries implements SpillSort.Cursor {
    private final RunCursor[] heap;
    private int size;
    private boolean begun;

    MergedEntries(List<RunCursor> cursors) throws IOException, InterruptedException {
        heap = new RunCursor[cursors.size()];
        for (RunCursor cursor : cursors) {
            if (cursor.next()) {
                heap[size++] = cursor;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sift(i);
        }
    }

    @Override
    public boolean next() throws IOException, InterruptedException {
        if (begun && size > 0) {
            if (!heap[0].next()) {
                heap[0] = heap[--size];
            }
            sift(0);
        }
        begun = true;
        return size > 0;
    }

    private void sift(int from) {
        RunCursor moved = heap[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    @Override
    public byte[] bytes() {
        return heap[0].bytes();
    }

    @Override
    public int keyFrom() {
        return heap[0].keyFrom();
    }

    @Override
    public int keyLength() {
        return heap[0].keyLength();
    }

    @Override
    public int payloadLength() {
        return heap[0].payloadLength();
    }
}
