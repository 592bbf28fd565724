package org.szformat.spill;

import java.util.Arrays;

/** A merge sort of tuples that lie one after the other in an array. Takes as much memory again. */
final class FlatSort {
    private static final int FEW = 8;

    private final int width;
    private long[] from;
    private long[] to;
    private final long[] array;

    /**
     * Of an array.
     *
     * @param width how many longs a tuple has; they compare as unsigned numbers, the first first
     */
    FlatSort(long[] array, int width) {
        this.array = array;
        this.width = width;
        this.from = array;
        this.to = new long[0];
    }

    /** Sorts the first so many longs. */
    void sort(int length) {
        int step = FEW * width;
        for (int start = 0; start < length; start += step) {
            insertionSort(start, Math.min(length, start + step));
        }
        if (length <= step) {
            return;
        }
        to = new long[length];
        for (long size = step; size < length; size *= 2) {
            for (long start = 0; start < length; start += 2 * size) {
                merge((int) start, (int) Math.min(length, start + size), (int) Math.min(length, start + 2 * size));
            }
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        if (from != array) {
            System.arraycopy(from, 0, array, 0, length);
        }
    }

    private void insertionSort(int start, int end) {
        long[] moving = new long[width];
        for (int next = start + width; next < end; next += width) {
            int at = next;
            while (at > start && compare(array, at - width, array, next) > 0) {
                at -= width;
            }
            if (at < next) {
                System.arraycopy(array, next, moving, 0, width);
                System.arraycopy(array, at, array, at + width, next - at);
                System.arraycopy(moving, 0, array, at, width);
            }
        }
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at += width) {
            boolean takesLeft = left < middle && (right >= end || compare(from, left, from, right) <= 0);
            System.arraycopy(from, takesLeft ? left : right, to, at, width);
            if (takesLeft) {
                left += width;
            } else {
                right += width;
            }
        }
    }

    private int compare(long[] a, int at, long[] b, int other) {
        return Arrays.compareUnsigned(a, at, at + width, b, other, other + width);
    }
}
