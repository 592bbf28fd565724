package org.szformat.container;

/** Makes all checksums of a file right again that was changed. */
final class Seals {
    private Seals() {}

    /** Goes from frame to frame as the lengths of frames and chunks lead, as far as they do. */
    static byte[] resealed(byte[] file) {
        int at = 0;
        while (at >= 0 && at + MetadataFrame.HEADER + MetadataFrame.CHECKSUM <= file.length) {
            if (LittleEndian.getInt(file, at) != MetadataFrame.MAGIC || file[at + 8] != 'S' || file[at + 9] != 'Z') {
                int next = next(file, at + 1);
                if (next < 0) {
                    return file;
                }
                at = next;
                continue;
            }
            long length = (LittleEndian.getInt(file, at + 4) & 0xFFFFFFFFL) + 8;
            if (at + length > file.length || length < MetadataFrame.HEADER + MetadataFrame.CHECKSUM) {
                at = next(file, at + 1);
                continue;
            }
            int end = (int) (at + length);
            char letter = (char) file[at + 10];
            if (letter == 'T' || letter == 'I') {
                resealPages(file, at, end, letter == 'T' ? ChunkTable.PAYLOAD : IdRun.PAYLOAD);
            }
            if (letter == 'C') {
                resealBlocks(file, at, end);
            }
            LittleEndian.putInt(file, end - 4, LittleEndian.crc32c(file, at, end - 4 - at));
            at = end;
        }
        return file;
    }

    private static int next(byte[] file, int from) {
        for (int at = from; at + MetadataFrame.HEADER < file.length; at++) {
            if (LittleEndian.getInt(file, at) == MetadataFrame.MAGIC && file[at + 8] == 'S' && file[at + 9] == 'Z') {
                return at;
            }
        }
        return -1;
    }

    private static void resealPages(byte[] file, int at, int end, int payload) {
        int first = at + MetadataFrame.HEADER + PagedTable.HEADER;
        int length = end - MetadataFrame.CHECKSUM - first - 4;
        if (length > 0 && length <= PagedTable.PAGE_ITEMS * (8 + payload)) {
            LittleEndian.putInt(file, first + length, LittleEndian.crc32c(file, first, length));
        }
    }

    /** Follows the entries of a chunk head, leniently. */
    private static void resealBlocks(byte[] file, int at, int end) {
        int count = LittleEndian.getInt(file, at + MetadataFrame.HEADER + 36);
        int[] in = {at + MetadataFrame.HEADER + ChunkHead.FIXED};
        long block = end;
        for (int i = 0; i < count && in[0] < end - 10; i++) {
            int flags = file[in[0]++];
            long stored = 0;
            for (int field = 0; field < 5; field++) {
                stored = varint(file, in, end);
            }
            if (flags >= 0 && in[0] + 4 <= end) {
                if (stored >= 0 && block + stored <= file.length) {
                    LittleEndian.putInt(file, in[0], LittleEndian.crc32c(file, (int) block, (int) stored));
                    block += stored;
                }
                in[0] += 4;
            }
        }
    }

    private static long varint(byte[] file, int[] in, int end) {
        long value = 0;
        for (int shift = 0; shift < 63 && in[0] < end; shift += 7) {
            byte next = file[in[0]++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return value;
    }
}
