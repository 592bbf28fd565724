package org.szformat.directory;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.szformat.layout.UnsupportedValues;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Makes records of types that a directory does not know into records of wider ones that it does: I8 and U8 into I16 and
 * U16; I64 and U64 into S, an attribute as its decimal digits, a dataset as its values in decimal, separated by commas.
 */
final class Widener {
    private final Schema source;
    private final Schema target;

    private Widener(Schema source, Schema target) {
        this.source = source;
        this.target = target;
    }

    static Widener of(Schema source, UnsupportedValues unsupported) {
        boolean known = source.fields().stream().allMatch(field -> PyszRules.holds(field.type()));
        if (known || unsupported == UnsupportedValues.REFUSE) {
            return new Widener(source, source);
        }
        Schema.Builder wide = Schema.builder().withoutKey();
        for (Field field : source.fields()) {
            wide.add(field.kind(), field.name(), wider(field.type()));
        }
        source.key().ifPresent(key -> wide.key(key.name()));
        return new Widener(source, wide.build());
    }

    private static ValueType wider(ValueType type) {
        return switch (type) {
            case I8 -> ValueType.I16;
            case U8 -> ValueType.U16;
            case I64, U64 -> ValueType.S;
            default -> type;
        };
    }

    /** The schema that is written. */
    Schema target() {
        return target;
    }

    Record widen(Record record) {
        if (source.equals(target)) {
            return record;
        }
        RecordBuilder wide = Record.builder(target);
        for (Field from : source.fields()) {
            Field to = target.field(from.position());
            if (from.type() == to.type() || record.isMissing(from)) {
                wide.copy(record, from, to);
            } else if (to.isText()) {
                wide.set(to, decimal(record, from));
            } else if (from.isAttribute()) {
                wide.setBits(to, record.bits(from));
            } else {
                wide.setStored(to, shorts(from.type(), (byte[]) record.stored(from)));
            }
        }
        return wide.build();
    }

    private static String decimal(Record record, Field field) {
        boolean signed = field.type().isSigned();
        if (field.isAttribute()) {
            long value = record.bits(field);
            return signed ? Long.toString(value) : Long.toUnsignedString(value);
        }
        return LongStream.of((long[]) record.stored(field))
                .mapToObj(value -> signed ? Long.toString(value) : Long.toUnsignedString(value))
                .collect(Collectors.joining(","));
    }

    private static short[] shorts(ValueType type, byte[] bytes) {
        short[] wide = new short[bytes.length];
        IntStream.range(0, wide.length)
                .forEach(i -> wide[i] = (short) (type.isSigned() ? bytes[i] : Byte.toUnsignedInt(bytes[i])));
        return wide;
    }
}
