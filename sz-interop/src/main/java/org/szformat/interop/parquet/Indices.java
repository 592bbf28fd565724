package org.szformat.interop.parquet;

import java.io.ByteArrayOutputStream;

/**
 * Indices of a dictionary: the number of bits of each in a byte, then Parquet's hybrid of run lengths and packed bits.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet: encodings</a>
 */
final class Indices {
    /** Indices are packed by so many; a run that is not shorter is written as one. */
    private static final int GROUP = 8;

    private final int[] indices;
    private final int bits;
    private final ByteArrayOutputStream out;

    private Indices(int[] indices, int bits, ByteArrayOutputStream out) {
        this.indices = indices;
        this.bits = bits;
        this.out = out;
    }

    static void write(int[] indices, int bits, ByteArrayOutputStream out) {
        out.write(bits);
        new Indices(indices, bits, out).write();
    }

    private void write() {
        int at = 0;
        while (at < indices.length) {
            int end = endOfRun(at);
            if (end - at >= GROUP) {
                writeRun(at, end);
            } else {
                end = at;
                do {
                    end = Math.min(indices.length, end + GROUP);
                } while (end < indices.length && endOfRun(end) - end < GROUP);
                writePacked(at, end);
            }
            at = end;
        }
    }

    private int endOfRun(int from) {
        int end = from + 1;
        while (end < indices.length && indices[end] == indices[from]) {
            end++;
        }
        return end;
    }

    private void writeRun(int from, int to) {
        writeVarint((to - from) * 2L);
        for (int shift = 0; shift < bits; shift += Byte.SIZE) {
            out.write(indices[from] >>> shift);
        }
    }

    /** Groups, of which the last one of all may end in zeros. */
    private void writePacked(int from, int to) {
        int groups = (to - from + GROUP - 1) / GROUP;
        writeVarint(groups * 2L + 1);
        long pending = 0;
        int pendingBits = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            pending |= (i < to ? (long) indices[i] : 0) << pendingBits;
            pendingBits += bits;
            while (pendingBits >= Byte.SIZE) {
                out.write((int) pending);
                pending >>>= Byte.SIZE;
                pendingBits -= Byte.SIZE;
            }
        }
    }

    private void writeVarint(long value) {
        long left = value;
        while (left >= 0x80) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
