package org.szformat.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.szformat.json.JsonValue;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.number.FloatText;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Records with an attribute and a dataset of every type, and what they should read as elsewhere. */
public final class EveryType {
    public static final Schema SCHEMA = schema();
    public static final Header HEADER = Header.empty().with("sample", JsonValue.of("ß\u4e2d"));

    private EveryType() {}

    private static Schema schema() {
        Schema.Builder schema = Schema.builder().attribute("id", ValueType.S);
        for (ValueType type : ValueType.values()) {
            schema.attribute("a_" + type, type).dataset("d_" + type, type);
        }
        return schema.build();
    }

    public static List<Record> records(int count, long seed) {
        Random random = new Random(seed);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder builder = Record.builder(SCHEMA);
            for (Field field : SCHEMA.fields()) {
                if (SCHEMA.isKey(field)) {
                    builder.set(field, "record " + i);
                } else if (random.nextInt(6) == 0) {
                    builder.setMissing(field);
                } else if (field.isText()) {
                    builder.set(field, "ß\u4e2d\ud83d\ude00,\"\t".substring(random.nextInt(2) * 4));
                } else if (field.isAttribute() && field.type() == ValueType.F128) {
                    builder.setStored(field, Float80.fromDouble(random.nextGaussian()));
                } else if (field.isAttribute()) {
                    int bits = 8 * field.type().width();
                    boolean unsigned = field.type().isInteger() && !field.type().isSigned();
                    long value = random.nextLong();
                    builder.setBits(
                            field,
                            bits == 64
                                    ? value
                                    : unsigned || field.type().isFloat() ? value >>> 64 - bits : value >> 64 - bits);
                } else {
                    builder.setStored(field, array(field.type(), random, random.nextInt(4) * random.nextInt(40)));
                }
            }
            records.add(builder.build());
        }
        return records;
    }

    private static Object array(ValueType type, Random random, int length) {
        byte[] bytes = new byte[length];
        short[] shorts = new short[length];
        int[] ints = new int[length];
        long[] longs = new long[length];
        float[] floats = new float[length];
        double[] doubles = new double[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            shorts[i] = (short) random.nextInt();
            ints[i] = random.nextInt();
            longs[i] = random.nextLong();
            floats[i] = random.nextFloat();
            doubles[i] = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
        }
        return switch (type) {
            case I8, U8 -> bytes;
            case I16, U16, F16 -> shorts;
            case I32, U32 -> ints;
            case I64, U64 -> longs;
            case F32 -> floats;
            case F64 -> doubles;
            default -> Float80Array.ofDoubles(doubles);
        };
    }

    /** A value as text: numbers as Java prints them, F16 as the float it is, lists with brackets; null when missing. */
    public static String text(Record record, Field field) {
        if (record.isMissing(field)) {
            return null;
        }
        if (field.isText()) {
            return (String) record.stored(field);
        }
        if (field.isAttribute()) {
            return switch (field.type()) {
                case F16 -> String.valueOf(Float16.toFloat((short) record.bits(field)));
                case F32 -> String.valueOf(Float.intBitsToFloat((int) record.bits(field)));
                case F64 -> String.valueOf(Double.longBitsToDouble(record.bits(field)));
                default -> AttributeText.shortest(record, field);
            };
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < record.length(field); i++) {
            items.add(item(record.stored(field), field.type(), i));
        }
        return items.toString();
    }

    private static String item(Object array, ValueType type, int i) {
        return switch (type) {
            case I8 -> String.valueOf(((byte[]) array)[i]);
            case U8 -> String.valueOf(((byte[]) array)[i] & 0xFF);
            case I16 -> String.valueOf(((short[]) array)[i]);
            case U16 -> String.valueOf(((short[]) array)[i] & 0xFFFF);
            case I32 -> String.valueOf(((int[]) array)[i]);
            case U32 -> Integer.toUnsignedString(((int[]) array)[i]);
            case I64 -> String.valueOf(((long[]) array)[i]);
            case U64 -> Long.toUnsignedString(((long[]) array)[i]);
            case F16 -> String.valueOf(Float16.toFloat(((short[]) array)[i]));
            case F32 -> String.valueOf(((float[]) array)[i]);
            case F64 -> String.valueOf(((double[]) array)[i]);
            default -> FloatText.shortest(((Float80Array) array).get(i));
        };
    }
}
