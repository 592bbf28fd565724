package org.szformat.interop.ipc;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * The values of a column of one batch, in memory. Rows count from 0; a caller keeps to them.
 *
 * <p>Immutable but for texts that are kept once decoded, so safe for use by many threads.
 */
public final class Column {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final byte[] NOTHING = {};

    private final TableBytes table;
    private final ColumnLayout layout;
    private final ArrowType type;
    private final byte[] validity;
    private final byte[] offsets;
    private final byte[] values;
    private final List<Column> children;
    private final @Nullable Dictionary dictionary;

    private Column(
            TableBytes table,
            ColumnLayout layout,
            byte[] validity,
            byte[] offsets,
            byte[] values,
            List<Column> children,
            @Nullable Dictionary dictionary) {
        this.table = table;
        this.layout = layout;
        this.type = layout.field().storedType();
        this.validity = validity;
        this.offsets = offsets;
        this.values = values;
        this.children = children;
        this.dictionary = dictionary;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a column and its children, which refer to some dictionaries. */
    static Column load(TableBytes table, ColumnLayout layout, Dictionaries dictionaries) throws IOException {
        Column column = loadOwn(table, layout, dictionaries.of(layout.field()), true);
        for (ColumnLayout child : layout.children()) {
            column.children.add(load(table, child, dictionaries));
        }
        column.requireChildren();
        return column;
    }

    /** Reads what says where values lie, but no values: validity and offsets. */
    static Column loadOffsets(TableBytes table, ColumnLayout layout) throws IOException {
        return loadOwn(table, layout, null, false);
    }

    private static Column loadOwn(
            TableBytes table, ColumnLayout layout, @Nullable Dictionary dictionary, boolean withValues)
            throws IOException {
        ArrowType type = layout.field().storedType();
        String name = "the column '" + layout.field().name() + "'";
        List<ColumnLayout.Span> spans = layout.buffers();
        byte[] validity = NOTHING;
        if (layout.nulls() > 0 && !spans.isEmpty()) {
            validity = read(table, name + "'s nulls", spans.get(0), (layout.length() + 7L) / 8);
        }
        byte[] offsets = NOTHING;
        if (type.offsetBytes() > 0 && layout.length() > 0) {
            offsets = read(table, name + "'s offsets", spans.get(1), (layout.length() + 1L) * type.offsetBytes());
        }
        byte[] values = NOTHING;
        if (type.kind() == ArrowType.Kind.BOOL) {
            values = read(table, name, spans.get(1), (layout.length() + 7L) / 8);
        } else if (type.valueBytes() > 0) {
            values = read(table, name, spans.get(1), (long) layout.length() * type.valueBytes());
        } else if (withValues && type.buffers() == 3) {
            values = read(table, name, spans.get(2), spans.get(2).length());
        }
        return new Column(table, layout, validity, offsets, values, new ArrayList<>(), dictionary);
    }

    private static byte[] read(TableBytes table, String what, ColumnLayout.Span span, long wanted) throws IOException {
        if (span.length() < wanted) {
            throw table.fault(span.at(), what + " in " + span.length() + " bytes", "at least " + wanted);
        }
        return table.read(what, span.at(), wanted);
    }

    private void requireChildren() throws SzFormatException {
        if (type.kind() == ArrowType.Kind.STRUCT) {
            for (Column child : children) {
                if (child.length() < length()) {
                    throw fault(child.length() + " values of " + child.field().name(), length() + " of them");
                }
            }
        }
    }

    /** The column. */
    public ArrowField field() {
        return layout.field();
    }

    /** The number of values. */
    public int length() {
        return layout.length();
    }

    /** Where it lies. */
    public ColumnLayout layout() {
        return layout;
    }

    /** A child of a list, map or struct. */
    public Column child(int index) {
        return children.get(index);
    }

    /** The child of that name of a struct, or null. */
    public @Nullable Column child(String name) {
        for (Column child : children) {
            if (child.field().name().equals(name)) {
                return child;
            }
        }
        return null;
    }

    /** Whether a value is null. */
    public boolean isNull(int row) {
        return validity.length > 0 && (validity[row >>> 3] >>> (row & 7) & 1) == 0;
    }

    /** The value of an integer (unsigned ones of 64 bits: the bits), a timestamp or, as 0 or 1, a truth. */
    public long integer(int row) {
        boolean signed = type.kind() == ArrowType.Kind.SIGNED;
        return switch (type.kind() == ArrowType.Kind.BOOL ? 1 : type.valueBytes() * 8) {
            case 1 -> values[row >>> 3] >>> (row & 7) & 1;
            case 8 -> signed ? values[row] : values[row] & 0xFF;
            case 16 -> {
                short value = (short) SHORT.get(values, 2 * row);
                yield signed ? value : value & 0xFFFF;
            }
            case 32 -> {
                int value = (int) INT.get(values, 4 * row);
                yield signed ? value : value & 0xFFFF_FFFFL;
            }
            default -> (long) LONG.get(values, 8 * row);
        };
    }

    /** The value of a column of floats of 32 bits. */
    public float single(int row) {
        return Float.intBitsToFloat((int) INT.get(values, 4 * row));
    }

    /** The bytes of a column of as many for every value, from index {@link #byteOffset} on. */
    public byte[] bytes() {
        return values;
    }

    /** Where a value begins in {@link #bytes}. */
    public int byteOffset(int row) {
        return row * type.valueBytes();
    }

    /** Where a value begins: in bytes of variable-length types, in items of the child of lists. */
    public long from(int row) {
        return type.offsetBytes() == 8 ? (long) LONG.get(offsets, 8 * row) : (int) INT.get(offsets, 4 * row);
    }

    /**
     * Where a value ends, at most where the column's values do.
     *
     * @param available how many bytes or items there are
     * @throws SzFormatException when it does not begin and end in order among them
     */
    public long to(int row, long available) throws SzFormatException {
        long from = from(row);
        long to = from(row + 1);
        if (from < 0 || to < from || to > available) {
            throw fault(
                    "the value of row " + row + " from " + from + " to " + to,
                    "one that lies in the column's " + available);
        }
        return to;
    }

    /** As {@link #to}, for lists and maps in memory. */
    public int listEnd(int row) throws SzFormatException {
        return (int) to(row, children.get(0).length());
    }

    /**
     * The value of a text column, with or without a dictionary.
     *
     * @throws SzFormatException when it does not lie in its column or is no UTF-8
     */
    public String text(int row) throws SzFormatException {
        if (dictionary != null) {
            return dictionary.text(index(row));
        }
        int from = (int) from(row);
        int to = (int) to(row, values.length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(values, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault(
                    "bytes that are no UTF-8 in row " + row + ": "
                            + Arrays.toString(Arrays.copyOfRange(values, from, Math.min(to, from + 16))),
                    "text in UTF-8");
        }
    }

    /**
     * Where the value of a row lies: in the dictionary, or here where there is none.
     *
     * @throws SzFormatException when the dictionary has no such entry
     */
    public Cell cell(int row) throws SzFormatException {
        return dictionary == null ? new Cell(this, row) : dictionary.cell(index(row));
    }

    /**
     * A value of a column.
     *
     * @param column the column
     * @param row its row there
     */
    public record Cell(Column column, int row) {}

    private int index(int row) throws SzFormatException {
        long index = integer(row);
        int size = dictionary == null ? 0 : dictionary.size();
        if (index < 0 || index >= size) {
            throw fault("entry " + index + " of the dictionary in row " + row, "one of its " + size);
        }
        return (int) index;
    }

    /** A fault of this column. */
    public SzFormatException fault(String found, String expected) {
        long at = layout.buffers().isEmpty()
                ? table.start()
                : layout.buffers().get(0).at();
        return table.fault(at, found + " of the column '" + layout.field().name() + "'", expected);
    }
}
