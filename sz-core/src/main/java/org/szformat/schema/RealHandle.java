package org.szformat.schema;

/**
 * A floating-point attribute of a schema, resolved once by {@link Schema#real}.
 *
 * @param schema the schema it belongs to
 * @param field the attribute
 */
public record RealHandle(Schema schema, Field field) {
    /**
     * Checks the field's type.
     *
     * @throws IllegalArgumentException when the field is no floating-point attribute
     */
    public RealHandle {
        if (!field.isAttribute() || !field.type().isFloat()) {
            throw new IllegalArgumentException(field + " is no floating-point attribute");
        }
    }

    @Override
    public String toString() {
        return "RealHandle[" + field + "]";
    }
}
