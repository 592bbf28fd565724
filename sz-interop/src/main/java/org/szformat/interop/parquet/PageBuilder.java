package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.number.FloatText;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Collects the values of a column for one page. Not thread-safe. */
final class PageBuilder {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final ParquetColumn column;
    private final Field field;
    private final Levels repetitions = new Levels();
    private final Levels definitions = new Levels();
    private ByteBuffer values = ByteBuffer.allocate(FIRST_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private int count;

    /** Strings, as long as they repeat; null once they do not, and of other columns. */
    private @Nullable TextCollector texts;

    PageBuilder(ParquetColumn column) {
        this.column = column;
        this.field = column.field();
        this.texts = field.isText() ? new TextCollector() : null;
    }

    /** Bytes of values collected. */
    int bytes() {
        return texts == null ? values.position() : texts.bytes();
    }

    /** Whether nothing was collected. */
    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Adds a record's value.
     *
     * @throws IllegalArgumentException when a page cannot hold it
     */
    void add(Record record) {
        int full = column.maxDefinition();
        if (record.isMissing(field)) {
            mark(0, 1);
        } else if (column.isList()) {
            int length = record.length(field);
            if (length == 0) {
                mark(full - 1, 1);
            } else {
                putItems(record, record.stored(field), length);
                mark(full, length);
            }
        } else {
            put(record);
            mark(full, 1);
        }
    }

    private void mark(int definition, int times) {
        definitions.add(definition, times);
        repetitions.add(0, 1);
        repetitions.add(1, times - 1);
        count += times;
    }

    /** Bytes of a number. */
    private int width() {
        return switch (column.type()) {
            case INT32, FLOAT -> Integer.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> Short.BYTES;
            default -> Long.BYTES;
        };
    }

    private void room(Record record, long wanted) {
        if (values.remaining() < wanted) {
            long needed = values.position() + wanted;
            if (needed > Limits.MAX_ARRAY) {
                throw new IllegalArgumentException(field + " of record "
                        + record.schema()
                                .key()
                                .map(key -> "'" + record.key() + "'")
                                .orElse("")
                        + ": found " + needed + " bytes; expected at most " + Limits.MAX_ARRAY
                        + ", which is what a page of a Parquet file can have");
            }
            long capacity = Math.min(Limits.MAX_ARRAY, Math.max(needed, 2L * values.capacity()));
            values = ByteBuffer.allocate((int) capacity)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(values.flip());
        }
    }

    private void put(Record record) {
        if (field.isText()) {
            putText(record, (String) record.stored(field));
        } else if (field.type() == ValueType.F128) {
            putText(record, FloatText.shortest((Float80) record.stored(field)));
        } else {
            room(record, Long.BYTES);
            long bits = record.bits(field);
            switch (column.type()) {
                case INT32, FLOAT -> values.putInt((int) bits);
                case FIXED_LEN_BYTE_ARRAY -> values.putShort((short) bits);
                default -> values.putLong(bits);
            }
        }
    }

    private void putText(Record record, String text) {
        if (texts != null) {
            if (texts.add(text)) {
                return;
            }
            spill(record, texts);
        }
        putPlain(record, text);
    }

    /** Takes strings for what they are. */
    private void spill(Record record, TextCollector collected) {
        texts = null;
        for (int i = 0; i < collected.size(); i++) {
            putPlain(record, collected.get(i));
        }
    }

    private void putPlain(Record record, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(record, Integer.BYTES + (long) bytes.length);
        values.putInt(bytes.length).put(bytes);
    }

    private void putItems(Record record, Object array, int length) {
        if (array instanceof Float80Array wide) {
            for (int i = 0; i < length; i++) {
                putText(record, FloatText.shortest(wide.get(i)));
            }
        } else {
            room(record, (long) length * width());
            putAll(array);
        }
    }

    private void putAll(Object array) {
        boolean signed = field.type().isInteger() && field.type().isSigned();
        if (array instanceof byte[] bytes) {
            for (byte value : bytes) {
                values.putInt(signed ? value : value & 0xFF);
            }
        } else if (array instanceof short[] shorts && field.type() == ValueType.F16) {
            for (short value : shorts) {
                values.putShort(value);
            }
        } else if (array instanceof short[] shorts) {
            for (short value : shorts) {
                values.putInt(signed ? value : value & 0xFFFF);
            }
        } else if (array instanceof int[] ints) {
            for (int value : ints) {
                values.putInt(value);
            }
        } else if (array instanceof long[] longs) {
            for (long value : longs) {
                values.putLong(value);
            }
        } else if (array instanceof float[] floats) {
            for (float value : floats) {
                values.putFloat(value);
            }
        } else if (array instanceof double[] doubles) {
            for (double value : doubles) {
                values.putDouble(value);
            }
        }
    }

    /** The page, compressed unless its strings wait for a dictionary. */
    EncodedPage finish(ZstdCompressCtx zstd) throws IOException {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        if (column.isList()) {
            writeLevels(levels, repetitions.finish());
        }
        if (column.maxDefinition() > 0) {
            writeLevels(levels, definitions.finish());
        }
        if (texts != null) {
            TextPage page = texts.toPage(levels.toByteArray(), count);
            return texts.repeats() ? page : page.plain(zstd);
        }
        return Page.ofValues(levels.toByteArray(), values.array(), values.position(), count, Encoding.PLAIN, zstd);
    }

    private static void writeLevels(ByteArrayOutputStream out, byte[] runs) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(runs.length)
                .array());
        out.writeBytes(runs);
    }
}
