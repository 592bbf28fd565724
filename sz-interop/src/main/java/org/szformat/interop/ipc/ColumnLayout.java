package org.szformat.interop.ipc;

import java.util.List;

/**
 * Where the buffers of a column of a batch lie.
 *
 * @param field the column
 * @param length its number of values, from 0 to 2<sup>31</sup> − 9
 * @param nulls how many of them are null
 * @param buffers its own buffers, in the order of Arrow's columnar format
 * @param children those of its children
 */
public record ColumnLayout(ArrowField field, int length, long nulls, List<Span> buffers, List<ColumnLayout> children) {

    /**
     * Bytes of the whole file.
     *
     * @param at where they begin
     * @param length how many
     */
    public record Span(long at, long length) {}

    /** Copies the lists. */
    public ColumnLayout {
        buffers = List.copyOf(buffers);
        children = List.copyOf(children);
    }

    /** The last of its own buffers: that of the values, of those types that have one. */
    public Span values() {
        return buffers.get(buffers.size() - 1);
    }
}
