package org.szformat.directory;

import org.szformat.layout.EncodedChunk;

/**
 * Records as they go into the two files, but for their offsets, which only the writer knows.
 *
 * @param dat the frames of all records, back to back
 * @param datEnds for each record, where its frames end in {@code dat}
 * @param cells for each record the cells behind its OFFSET, in UTF-8, back to back, each with a tab before it
 * @param cellEnds for each record, where its cells end in {@code cells}
 */
@SuppressWarnings("ArrayRecordComponent") // handed from encoder to writer, never compared
record EncodedRecords(byte[] dat, int[] datEnds, byte[] cells, int[] cellEnds) implements EncodedChunk {
    @Override
    public int records() {
        return datEnds.length;
    }

    @Override
    public long encodedBytes() {
        return dat.length + cells.length + 8L * datEnds.length;
    }
}
