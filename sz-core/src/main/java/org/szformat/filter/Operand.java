package org.szformat.filter;

import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * What a condition tests.
 *
 * @param field a field
 * @param isLength whether its length is meant, and not its value
 */
record Operand(Field field, boolean isLength) {
    boolean isText() {
        return !isLength && field.isText();
    }

    /** What it is compared as, if it is no text. */
    KeySpace space() {
        return isLength ? LengthCondition.SPACE : KeySpace.of(field.type());
    }

    Condition hasOneOf(KeySet keys) {
        if (isLength) {
            return new LengthCondition(field, keys);
        }
        return field.type() == ValueType.F128 ? new ExtendedCondition(field, keys) : new NumberCondition(field, keys);
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return isLength ? "length(" + field.name() + ")" : field.toString();
    }
}
