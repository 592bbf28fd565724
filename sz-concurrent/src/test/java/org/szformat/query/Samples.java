package org.szformat.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Records of all types with all that is special: missing, NaN, infinities, zeros, bounds. */
public final class Samples {
    public static final Schema SCHEMA = schema();

    private Samples() {}

    private static Schema schema() {
        Schema.Builder schema = Schema.builder().attribute("id", ValueType.S).attribute("group", ValueType.U8);
        for (ValueType type : ValueType.values()) {
            schema.attribute("a" + type, type).dataset("d" + type, type);
        }
        return schema.build();
    }

    public static List<Record> records(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder record = Record.builder(SCHEMA).set("id", "r" + i).set("group", random.nextInt(5));
            for (Field field : SCHEMA.fields()) {
                if (field.position() >= 2) {
                    set(record, field, random);
                }
            }
            records.add(record.build());
        }
        return records;
    }

    private static void set(RecordBuilder record, Field field, SplittableRandom random) {
        if (random.nextInt(9) == 0) {
            record.setMissing(field);
        } else if (field.isText()) {
            record.set(field, "t".repeat(random.nextInt(4)) + random.nextInt(7));
        } else if (field.isDataset()) {
            record.setStored(field, array(field.type(), random.nextInt(7), random));
        } else if (field.type() == ValueType.F128) {
            record.setStored(field, extended(random));
        } else {
            record.setBits(field, bits(field.type(), random));
        }
    }

    private static long bits(ValueType type, SplittableRandom random) {
        long bits = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(200);
        if (type.isInteger()) {
            int shift = Long.SIZE - 8 * type.width();
            return type.isSigned() ? bits << shift >> shift : bits << shift >>> shift;
        }
        double value = switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextInt(30) == 0 ? Double.POSITIVE_INFINITY : 1;
            case 2 -> -0.0;
            case 3 -> random.nextDouble() * 1e-7;
            case 4 -> (random.nextDouble() - 0.5) * 6e4;
            default -> random.nextInt(100) - 50;
        };
        if (type == ValueType.F64) {
            return Double.doubleToRawLongBits(random.nextInt(5) == 0 ? value * 1e200 : value);
        }
        return type == ValueType.F16
                ? Float16.fromDouble(value) & 0xFFFFL
                : Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
    }

    private static Float80 extended(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            return Float80.fromDouble(Double.longBitsToDouble(bits(ValueType.F64, random)));
        }
        short signExponent = (short) (random.nextInt(2) << 15 | 1 + random.nextInt(0x7FFE));
        return new Float80(signExponent, random.nextLong() | Long.MIN_VALUE);
    }

    private static Object array(ValueType type, int length, SplittableRandom random) {
        if (type == ValueType.F128) {
            Float80[] values = new Float80[length];
            for (int i = 0; i < length; i++) {
                values[i] = extended(random);
            }
            return Float80Array.of(values);
        }
        long[] bits = new long[length];
        for (int i = 0; i < length; i++) {
            bits[i] = bits(type, random);
        }
        Object array = switch (type) {
            case I8, U8 -> new byte[length];
            case I16, U16, F16 -> new short[length];
            case I32, U32 -> new int[length];
            case I64, U64 -> new long[length];
            case F32 -> new float[length];
            default -> new double[length];
        };
        for (int i = 0; i < length; i++) {
            if (array instanceof byte[] bytes) {
                bytes[i] = (byte) bits[i];
            } else if (array instanceof short[] shorts) {
                shorts[i] = (short) bits[i];
            } else if (array instanceof int[] ints) {
                ints[i] = (int) bits[i];
            } else if (array instanceof long[] longs) {
                longs[i] = bits[i];
            } else if (array instanceof float[] floats) {
                floats[i] = Float.intBitsToFloat((int) bits[i]);
            } else {
                ((double[]) array)[i] = Double.longBitsToDouble(bits[i]);
            }
        }
        return array;
    }

    /** Writes records, in chunks of so many. */
    public static Path write(Path path, List<Record> records, int chunk, Layout layout)
            throws IOException, InterruptedException {
        try (CompressedFile.Writer writer = CompressedFile.create(
                path, records.get(0).schema(), WriterOptions.defaults().withLayout(layout))) {
            for (int i = 0; i < records.size(); i++) {
                writer.put(records.get(i));
                if (i % chunk == chunk - 1) {
                    writer.flush();
                }
            }
        }
        return path;
    }
}
