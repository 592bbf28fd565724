package org.szformat.interop.ipc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the values of a column of a batch that will be written. Not thread-safe.
 *
 * <pre>{@code
 * ColumnBuilder column = new ColumnBuilder(ArrowField.of("raw_signal", ArrowType.LIST, item));
 * column.child(0).addShorts(samples);
 * column.addList();
 * }</pre>
 */
public final class ColumnBuilder {
    private final ArrowField field;
    private final ArrowType type;
    private final BufferBuilder validity = new BufferBuilder();
    private final BufferBuilder offsets = new BufferBuilder();
    private final BufferBuilder values = new BufferBuilder();
    private final List<ColumnBuilder> children = new ArrayList<>();
    private int length;
    private int nulls;

    /** Begins a column of no values. */
    public ColumnBuilder(ArrowField field) {
        this.field = field;
        this.type = field.storedType();
        field.storedChildren().forEach(child -> children.add(new ColumnBuilder(child)));
        addOffset(0);
    }

    /** The column. */
    public ArrowField field() {
        return field;
    }

    /** The number of values. */
    public int length() {
        return length;
    }

    /** The bytes collected, those of children included. */
    public long bytes() {
        long bytes = (long) validity.length() + offsets.length() + values.length();
        for (ColumnBuilder child : children) {
            bytes += child.bytes();
        }
        return bytes;
    }

    /** The items of a list or a map, or a member of a struct. */
    public ColumnBuilder child(int index) {
        return children.get(index);
    }

    /** Adds a null, and of a struct one to every member. What lies under it is NaN for floats and 0 for others. */
    public void addNull() {
        switch (type.kind()) {
            case SIGNED, UNSIGNED, TIMESTAMP, BOOL -> putInteger(0);
            case FLOAT -> putInteger(nan());
            case FIXED_BINARY -> putBytes(new byte[type.width()], 0, type.width());
            case STRUCT -> children.forEach(ColumnBuilder::addNull);
            default -> endValue();
        }
        mark(0);
        nulls++;
    }

    private long nan() {
        return switch (type.width()) {
            case 16 -> 0x7E00;
            case 32 -> 0x7FC0_0000;
            default -> 0x7FF8_0000_0000_0000L;
        };
    }

    /** Adds an integer, the bits of a float, a timestamp or, as 0 or 1, a truth. */
    public void addInteger(long value) {
        putInteger(value);
        mark(1);
    }

    /** Adds a text. */
    public void addText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        addBytes(bytes, 0, bytes.length);
    }

    /** Adds bytes to a column of texts or bytes. */
    public void addBytes(byte[] bytes, int from, int count) {
        putBytes(bytes, from, count);
        if (type.offsetBytes() > 0) {
            endValue();
        }
        mark(1);
    }

    /** Adds a list or a map of all items that were added to the child since the list before. */
    public void addList() {
        endValue();
        mark(1);
    }

    /** Adds a struct of what was added last to its members. */
    public void addStruct() {
        mark(1);
    }

    /** Adds as many values as an array has; they are the bits of what the column holds, of the same width. */
    public void addArray(byte[] array) {
        values.room(array.length).put(array);
        markAll(array.length);
    }

    /** As {@link #addArray(byte[])}. */
    public void addArray(short[] array) {
        ByteBuffer room = values.room(2L * array.length);
        room.asShortBuffer().put(array);
        room.position(room.position() + 2 * array.length);
        markAll(array.length);
    }

    /** As {@link #addArray(byte[])}. */
    public void addArray(int[] array) {
        ByteBuffer room = values.room(4L * array.length);
        room.asIntBuffer().put(array);
        room.position(room.position() + 4 * array.length);
        markAll(array.length);
    }

    /** As {@link #addArray(byte[])}. */
    public void addArray(long[] array) {
        ByteBuffer room = values.room(8L * array.length);
        room.asLongBuffer().put(array);
        room.position(room.position() + 8 * array.length);
        markAll(array.length);
    }

    /** As {@link #addArray(byte[])}. */
    public void addArray(float[] array) {
        ByteBuffer room = values.room(4L * array.length);
        room.asFloatBuffer().put(array);
        room.position(room.position() + 4 * array.length);
        markAll(array.length);
    }

    /** As {@link #addArray(byte[])}. */
    public void addArray(double[] array) {
        ByteBuffer room = values.room(8L * array.length);
        room.asDoubleBuffer().put(array);
        room.position(room.position() + 8 * array.length);
        markAll(array.length);
    }

    private void putInteger(long value) {
        switch (type.kind() == ArrowType.Kind.BOOL ? 1 : type.valueBytes() * 8) {
            case 1 -> {
                if ((length & 7) == 0) {
                    values.room(1).put((byte) 0);
                }
                values.or(length >>> 3, (int) (value & 1) << (length & 7));
            }
            case 8 -> values.room(1).put((byte) value);
            case 16 -> values.room(2).putShort((short) value);
            case 32 -> values.room(4).putInt((int) value);
            default -> values.room(8).putLong(value);
        }
    }

    private void putBytes(byte[] bytes, int from, int count) {
        values.room(count).put(bytes, from, count);
    }

    private void endValue() {
        addOffset(children.isEmpty() ? values.length() : children.get(0).length);
    }

    private void addOffset(long offset) {
        if (type.offsetBytes() == Integer.BYTES) {
            offsets.room(Integer.BYTES).putInt((int) offset);
        } else if (type.offsetBytes() == Long.BYTES) {
            offsets.room(Long.BYTES).putLong(offset);
        }
    }

    private void mark(int bit) {
        if ((length & 7) == 0) {
            validity.room(1).put((byte) 0);
        }
        validity.or(length >>> 3, bit << (length & 7));
        length++;
    }

    private void markAll(int count) {
        int from = length;
        length += count;
        // Whole bytes at once; only the first and the last may be shared with other values.
        while (from < length && (from & 7) != 0) {
            validity.or(from >>> 3, 1 << (from & 7));
            from++;
        }
        int bytes = (length - from + 7) / 8;
        ByteBuffer room = validity.room(bytes);
        for (int i = 0; i < bytes; i++) {
            int left = length - from - 8 * i;
            room.put((byte) (left >= 8 ? 0xFF : (1 << left) - 1));
        }
    }

    /** Hands its nodes and buffers over, its own before its children's. */
    void unload(EncodedBatch.Parts parts) {
        parts.node(length, nulls);
        // A column without nulls needs no validity.
        parts.buffer(validity.array(), nulls == 0 ? 0 : validity.length());
        if (type.offsetBytes() > 0) {
            parts.buffer(offsets.array(), offsets.length());
        }
        if (type.valueBytes() > 0 || type.kind() == ArrowType.Kind.BOOL || type.buffers() == 3) {
            parts.buffer(values.array(), values.length());
        }
        children.forEach(child -> child.unload(parts));
    }
}
