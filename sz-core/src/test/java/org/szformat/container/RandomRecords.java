package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Records of made-up values; the same seed gives the same ones. */
final class RandomRecords {
    /** Every type as attribute and as dataset. */
    static final Schema EVERYTHING = everything();

    private final SplittableRandom random;
    private final Schema schema;
    private final int maxLength;
    private final double missing;
    private int number;

    /**
     * Begins.
     *
     * @param maxLength the most values of a dataset
     * @param missing how often a value is missing, 0 to 1
     */
    RandomRecords(long seed, Schema schema, int maxLength, double missing) {
        this.random = new SplittableRandom(seed);
        this.schema = schema;
        this.maxLength = maxLength;
        this.missing = missing;
    }

    private static Schema everything() {
        Schema.Builder schema = Schema.builder().attribute("id", ValueType.S);
        for (ValueType type : ValueType.values()) {
            schema.attribute("a_" + type, type).dataset("d_" + type, type);
        }
        return schema.build();
    }

    List<Record> next(int count) {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(next());
        }
        return records;
    }

    Record next() {
        RecordBuilder record = Record.builder(schema);
        for (Field field : schema.fields()) {
            if (schema.isKey(field)) {
                record.set(field, "read-" + number);
            } else if (random.nextDouble() < missing) {
                record.setMissing(field);
            } else if (field.isText()) {
                record.set(field, text(field.isDataset() ? maxLength : 12));
            } else if (field.isDataset()) {
                record.setStored(field, array(field.type(), length()));
            } else if (field.type() == ValueType.F128) {
                record.setStored(field, new Float80((short) random.nextInt(), random.nextLong()));
            } else {
                record.setBits(field, bits(field.type()));
            }
        }
        number++;
        return record.build();
    }

    private int length() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(maxLength + 1);
    }

    private String text(int max) {
        int length = random.nextInt(max + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    random.nextInt(20) == 0
                            ? "éß→😀\uFFFD\t".codePointAt(random.nextInt(4))
                            : 'a' + random.nextInt(26));
        }
        return text.toString().replace('\uDE00', 'x').replace('\uD83D', 'x');
    }

    private long bits(ValueType type) {
        if (random.nextInt(4) == 0 && type.isInteger()) {
            return random.nextBoolean() ? type.minValue() : type.maxValue();
        }
        long bits = random.nextLong();
        if (type.width() == 8) {
            return bits;
        }
        if (type.isInteger() && type.isSigned()) {
            return bits >> 64 - 8 * type.width();
        }
        return bits & (1L << 8 * type.width()) - 1;
    }

    private Object array(ValueType type, int n) {
        int walk = random.nextInt(1000);
        switch (type) {
            case I8, U8: {
                byte[] bytes = new byte[n];
                random.nextBytes(bytes);
                return bytes;
            }
            case I16, U16, F16: {
                short[] values = new short[n];
                for (int i = 0; i < n; i++) {
                    walk += random.nextInt(41) - 20;
                    values[i] = (short) walk;
                }
                return values;
            }
            case I32, U32:
                return random.ints(n).toArray();
            case I64, U64:
                return random.longs(n).toArray();
            case F32: {
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = random.nextInt(1000) / 8f;
                }
                return values;
            }
            case F64:
                return random.doubles(n).toArray();
            default: {
                long[] significands = random.longs(n).toArray();
                short[] exponents = new short[n];
                for (int i = 0; i < n; i++) {
                    exponents[i] = (short) random.nextInt();
                }
                return Float80Array.copyOf(significands, exponents);
            }
        }
    }
}
