package org.szformat.interop.slow5;

/**
 * The bytes of records that follow one another.
 *
 * @param bytes what holds them
 * @param bounds of each record, the index of its first byte and that of the byte behind its last
 * @param count how many records there are
 * @param first the number of the first one in the file, from 0
 * @param offset where in the file {@code bytes} begin
 * @param end where in the file the last record ends
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Frames(byte[] bytes, int[] bounds, int count, long first, long offset, long end) {
    int from(int index) {
        return bounds[2 * index];
    }

    int to(int index) {
        return bounds[2 * index + 1];
    }
}
