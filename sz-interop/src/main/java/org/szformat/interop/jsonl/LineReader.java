package org.szformat.interop.jsonl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.interop.text.NumberBuffer;
import org.szformat.interop.text.TextBlock;
import org.szformat.number.FloatText;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Makes lines records. Confined to one thread. */
final class LineReader {
    private final Lines lines;
    private final Schema schema;
    private final NumberBuffer numbers = new NumberBuffer();

    LineReader(TextBlock block, Schema schema) {
        this.lines = new Lines(block);
        this.schema = schema;
    }

    List<Record> all() throws SzFormatException {
        List<Record> records = new ArrayList<>();
        while (lines.next(parser -> records.add(record(parser)))) {
            // Each adds its record.
        }
        return records;
    }

    List<Record> sound(Consumer<Damage> damages) {
        List<Record> records = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                more = lines.next(parser -> records.add(record(parser)));
            } catch (SzFormatException e) {
                damages.accept(Damage.ofRecord(e));
            }
        }
        return records;
    }

    private Record record(JsonParser parser) throws SzFormatException {
        RecordBuilder record = Record.builder(schema);
        boolean[] set = new boolean[schema.size()];
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            Optional<Field> field = schema.find(name);
            if (field.isEmpty()) {
                throw lines.fault("the member '" + name + "'", "fields of the schema only", null);
            }
            set[field.get().position()] = true;
            set(record, field.get(), parser, parser.nextToken());
        }
        for (Field field : schema.fields()) {
            if (!set[field.position()]) {
                setMissing(record, field);
            }
        }
        return record.build();
    }

    private void setMissing(RecordBuilder record, Field field) throws SzFormatException {
        if (schema.isKey(field)) {
            throw lines.fault(field.name(), "no value", "a string, since it is the key", null);
        }
        record.setMissing(field);
    }

    private void set(RecordBuilder record, Field field, JsonParser parser, JsonToken token) throws SzFormatException {
        try {
            switch (token) {
                case VALUE_NULL -> setMissing(record, field);
                case START_ARRAY -> {
                    if (!field.isDataset() || field.isText()) {
                        throw wrong(field, "an array");
                    }
                    setArray(record, field, parser);
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> setScalar(record, field, parser.getString());
                case VALUE_STRING -> {
                    String text = parser.getString();
                    if (!field.isText() && !field.type().isFloat()) {
                        throw wrong(field, "a string");
                    }
                    setScalar(record, field, text);
                }
                default -> throw wrong(field, token == JsonToken.START_OBJECT ? "an object" : "true or false");
            }
        } catch (NumberFormatException e) {
            throw lines.fault(field.name(), "a number of another type", "a value of type " + field.type(), e);
        } catch (IllegalArgumentException e) {
            throw lines.fault(field.name(), String.valueOf(e.getMessage()), "a value that fits", e);
        }
    }

    private SzFormatException wrong(Field field, String found) {
        return lines.fault(field.name(), found, "a value of " + field, null);
    }

    private void setScalar(RecordBuilder record, Field field, String text) throws SzFormatException {
        if (field.isText()) {
            record.set(field, text);
        } else if (field.isDataset()) {
            throw wrong(field, "a single value");
        } else if (field.type() == ValueType.F128) {
            record.setStored(field, FloatText.parseFloat80(text));
        } else {
            record.setBits(field, AttributeText.parseBits(field.type(), text));
        }
    }

    private void setArray(RecordBuilder record, Field field, JsonParser parser) throws SzFormatException {
        ValueType type = field.type();
        numbers.clear();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_NUMBER_INT
                    && type.isInteger()
                    && parser.getNumberType() == JsonParser.NumberType.INT) {
                numbers.addInteger(type, parser.getIntValue());
            } else if (token.isNumeric() || token == JsonToken.VALUE_STRING && type.isFloat()) {
                numbers.addText(type, parser.getString());
            } else {
                throw wrong(field, "an array of something else than numbers");
            }
        }
        record.setStored(field, numbers.toArray(type));
    }
}
