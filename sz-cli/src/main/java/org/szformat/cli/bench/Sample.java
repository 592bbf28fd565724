package org.szformat.cli.bench;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.szformat.codec.ArrayKind;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.ValueType;

/**
 * Values of one field of a file, from chunks spread evenly over it, in blocks as a container has them: a long array is
 * one or several blocks, short ones share a block.
 */
public final class Sample {
    /** Arrays of so many values have blocks of their own. */
    private static final int OWN_BLOCK_VALUES = 8 << 10;

    private static final int MAX_BLOCK_VALUES = 128 << 10;
    private static final int SHARED_BLOCK_BYTES = 64 << 10;
    private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
    private static final Object NO_BLOCK = new byte[0];

    private final Field field;
    private final List<Object> blocks = new ArrayList<>();
    private long values;
    private final Object open;
    private int openValues;

    private Sample(Field field) {
        this.field = field;
        this.open = newBlock();
    }

    /**
     * Reads a sample.
     *
     * @param field of the file's schema
     * @param bytes how many bytes of values are wanted; a chunk more may be read, fewer if the file has no more
     */
    public static Sample of(RecordFile file, Field field, long bytes) throws IOException {
        Sample sample = new Sample(field);
        Projection projection = Projection.of(file.schema(), List.of(field.name()));
        List<Chunk> chunks = file.chunks();
        for (int taken = 0; taken < chunks.size() && sample.valueBytes() < bytes; taken++) {
            int index = spread(taken, chunks.size());
            sample.addAll(file.readBatch(chunks.get(index), projection).column(field.name()));
        }
        sample.closeBlock();
        return sample;
    }

    /** Of so many things, the one to take next, so that those taken before lie all over; each is taken once. */
    private static int spread(int taken, int count) {
        int step = (int) Math.round(count / GOLDEN_RATIO);
        while (gcd(step, count) != 1) {
            step++;
        }
        return (int) ((long) taken * step % count);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The field whose values they are. */
    public Field field() {
        return field;
    }

    /** How many values there are; of text, bytes. */
    public long values() {
        return values;
    }

    /** How large they are uncompressed, in bytes. */
    public long valueBytes() {
        return values * width();
    }

    private int width() {
        return field.isText() ? 1 : field.type().width();
    }

    /** Arrays of the kind that values of the field's type travel in, none of them empty. */
    List<Object> blocks() {
        return blocks;
    }

    private Object newBlock() {
        return field.type() == ValueType.F128
                ? NO_BLOCK
                : ArrayKind.of(field.type()).allocate(Math.max(OWN_BLOCK_VALUES, SHARED_BLOCK_BYTES / width()));
    }

    private void addAll(BatchColumn column) {
        if (field.type() == ValueType.F128) {
            addExtended(column);
            return;
        }
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row)) {
                continue;
            }
            if (column.hasBits()) {
                add(one(column.bits(row)), 0, 1);
            } else if (field.isText()) {
                byte[] utf8 = ((String) column.stored(row)).getBytes(StandardCharsets.UTF_8);
                add(utf8, 0, utf8.length);
            } else {
                add(column.array(row), column.from(row), column.length(row));
            }
        }
    }

    private void addExtended(BatchColumn column) {
        List<Float80> attributes = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row) && field.isAttribute()) {
                attributes.add((Float80) column.stored(row));
            } else if (!column.isMissing(row)) {
                addBlock((Float80Array) column.stored(row));
            }
        }
        addBlock(Float80Array.of(attributes.toArray(Float80[]::new)));
    }

    private void addBlock(Float80Array block) {
        if (block.length() > 0) {
            blocks.add(block);
            values += block.length();
        }
    }

    private Object one(long bits) {
        return switch (field.type()) {
            case I8, U8 -> new byte[] {(byte) bits};
            case I16, U16, F16 -> new short[] {(short) bits};
            case I32, U32 -> new int[] {(int) bits};
            case F32 -> new float[] {Float.intBitsToFloat((int) bits)};
            case F64 -> new double[] {Double.longBitsToDouble(bits)};
            default -> new long[] {bits};
        };
    }

    private void add(Object array, int from, int count) {
        values += count;
        if (count >= OWN_BLOCK_VALUES) {
            for (int at = 0; at < count; at += MAX_BLOCK_VALUES) {
                blocks.add(slice(array, from + at, Math.min(MAX_BLOCK_VALUES, count - at)));
            }
            return;
        }
        if (count > Array.getLength(open) - openValues) {
            closeBlock();
        }
        System.arraycopy(array, from, open, openValues, count);
        openValues += count;
    }

    private void closeBlock() {
        if (openValues > 0) {
            blocks.add(slice(open, 0, openValues));
            openValues = 0;
        }
    }

    private Object slice(Object array, int from, int count) {
        Object slice = ArrayKind.of(field.type()).allocate(count);
        System.arraycopy(array, from, slice, 0, count);
        return slice;
    }
}
