package org.szformat.schema;

/**
 * An integer attribute of a schema, resolved once by {@link Schema#integer}.
 *
 * @param schema the schema it belongs to
 * @param field the attribute
 */
public record IntegerHandle(Schema schema, Field field) {
    /**
     * Checks the field's type.
     *
     * @throws IllegalArgumentException when the field is no integer attribute
     */
    public IntegerHandle {
        if (!field.isAttribute() || !field.type().isInteger()) {
            throw new IllegalArgumentException(field + " is no integer attribute");
        }
    }

    @Override
    public String toString() {
        return "IntegerHandle[" + field + "]";
    }
}
