package org.szformat.index;

import it.unimi.dsi.fastutil.ints.IntBigArrayBigList;
import it.unimi.dsi.fastutil.longs.LongBigArrayBigList;
import java.util.BitSet;
import org.szformat.number.Float80;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** One attribute of all rows, in the narrowest form that holds its type. */
abstract class Column {
    private final BitSet missing = new BitSet();

    static Column of(Field field) {
        if (field.isText()) {
            return new Text();
        }
        if (field.type() == ValueType.F128) {
            return new Extended();
        }
        return field.type().width() == 8 ? new Wide() : new Narrow(field.type());
    }

    final boolean isMissing(long row) {
        return missing.get((int) row);
    }

    final void addMissing(long row) {
        missing.set((int) row);
        addFiller();
    }

    abstract void addFiller();

    void addText(byte[] utf8, int from, int to) {
        throw new IllegalArgumentException("the column holds no text");
    }

    void addBits(long bits) {
        throw new IllegalArgumentException("the column holds no plain numbers");
    }

    void addExtended(Float80 value) {
        throw new IllegalArgumentException("the column holds no F128");
    }

    long bits(long row) {
        throw new IllegalArgumentException("the column holds objects");
    }

    Object stored(long row) {
        throw new IllegalArgumentException("the column holds plain numbers");
    }

    /** Strings. */
    static final class Text extends Column {
        final TextColumn values = new TextColumn();

        @Override
        void addFiller() {
            values.add(new byte[0], 0, 0);
        }

        @Override
        void addText(byte[] utf8, int from, int to) {
            values.add(utf8, from, to);
        }

        @Override
        Object stored(long row) {
            return values.get(row);
        }
    }

    /** Types of up to 32 bits. */
    private static final class Narrow extends Column {
        private final IntBigArrayBigList values = new IntBigArrayBigList();
        private final long mask;

        Narrow(ValueType type) {
            mask = type.isInteger() && type.isSigned() ? -1 : (1L << 8 * type.width()) - 1;
        }

        @Override
        void addFiller() {
            values.add(0);
        }

        @Override
        void addBits(long bits) {
            values.add((int) bits);
        }

        @Override
        long bits(long row) {
            return values.getInt(row) & mask;
        }
    }

    /** Types of 64 bits. */
    private static final class Wide extends Column {
        private final LongBigArrayBigList values = new LongBigArrayBigList();

        @Override
        void addFiller() {
            values.add(0L);
        }

        @Override
        void addBits(long bits) {
            values.add(bits);
        }

        @Override
        long bits(long row) {
            return values.getLong(row);
        }
    }

    /** F128. */
    private static final class Extended extends Column {
        private final LongBigArrayBigList significands = new LongBigArrayBigList();
        private final IntBigArrayBigList signExponents = new IntBigArrayBigList();

        @Override
        void addFiller() {
            significands.add(0L);
            signExponents.add(0);
        }

        @Override
        void addExtended(Float80 value) {
            significands.add(value.significand());
            signExponents.add(value.signExponent());
        }

        @Override
        Object stored(long row) {
            return new Float80((short) signExponents.getInt(row), significands.getLong(row));
        }
    }
}
