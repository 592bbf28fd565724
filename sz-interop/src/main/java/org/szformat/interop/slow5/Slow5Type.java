package org.szformat.interop.slow5;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.schema.ValueType;

/** The primitive types of SLOW5's fields, each with the value that stands for a missing one. */
enum Slow5Type {
    INT8("int8_t", ValueType.I8),
    INT16("int16_t", ValueType.I16),
    INT32("int32_t", ValueType.I32),
    INT64("int64_t", ValueType.I64),
    UINT8("uint8_t", ValueType.U8),
    UINT16("uint16_t", ValueType.U16),
    UINT32("uint32_t", ValueType.U32),
    UINT64("uint64_t", ValueType.U64),
    FLOAT("float", ValueType.F32),
    DOUBLE("double", ValueType.F64),
    CHAR("char", ValueType.S),
    ENUM("enum", ValueType.U8);

    private final String typeName;
    private final ValueType valueType;

    Slow5Type(String typeName, ValueType valueType) {
        this.typeName = typeName;
        this.valueType = valueType;
    }

    /** As the specification names it. */
    String typeName() {
        return typeName;
    }

    /** The type of values here that are the same bytes; of a char, text. */
    ValueType valueType() {
        return valueType;
    }

    /** Bytes in a BLOW5 record. */
    int width() {
        return valueType.width();
    }

    boolean isInteger() {
        return this != ENUM && valueType.isInteger();
    }

    boolean isFloat() {
        return valueType.isFloat();
    }

    /** The bits that stand for a missing value, as attributes hold bits. */
    long missing() {
        return switch (this) {
            case FLOAT -> Float.floatToRawIntBits(Float.NaN);
            case DOUBLE -> Double.doubleToRawLongBits(Double.NaN);
            case CHAR -> 0;
            default -> valueType.maxValue();
        };
    }

    /** Whether bits stand for a missing value; every NaN does. */
    boolean isMissing(long bits) {
        return switch (this) {
            case FLOAT -> Float.isNaN(Float.intBitsToFloat((int) bits));
            case DOUBLE -> Double.isNaN(Double.longBitsToDouble(bits));
            default -> bits == missing();
        };
    }

    /** The primitive type whose values are those of a type here, if there is one. */
    static @Nullable Slow5Type of(ValueType type) {
        return Arrays.stream(values())
                .filter(primitive -> primitive.valueType == type && primitive != ENUM)
                .findFirst()
                .orElse(null);
    }
}
