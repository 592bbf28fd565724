package org.szformat.interop.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * The column of a field.
 *
 * @param field the field
 * @param required whether its values are never missing
 */
record ParquetColumn(Field field, boolean required) {

    /** Whether its values are lists. */
    boolean isList() {
        return field.isDataset() && !field.isText();
    }

    /** The definition level of a value that is there. */
    int maxDefinition() {
        return (required ? 0 : 1) + (isList() ? 1 : 0);
    }

    /** The type that values have in pages. */
    Type type() {
        return switch (field.type()) {
            case I8, I16, I32, U8, U16, U32 -> Type.INT32;
            case I64, U64 -> Type.INT64;
            case F16 -> Type.FIXED_LEN_BYTE_ARRAY;
            case F32 -> Type.FLOAT;
            case F64 -> Type.DOUBLE;
            case S, F128 -> Type.BYTE_ARRAY;
        };
    }

    /** The names from the root of the schema to the values. */
    List<String> path() {
        return isList() ? List.of(field.name(), "list", "element") : List.of(field.name());
    }

    /** Its nodes of the schema, depth first. */
    List<SchemaElement> elements() {
        FieldRepetitionType repetition = required ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL;
        if (!isList()) {
            return List.of(leaf(field.name(), repetition));
        }
        List<SchemaElement> elements = new ArrayList<>();
        SchemaElement list = new SchemaElement(field.name());
        list.setRepetition_type(repetition);
        list.setNum_children(1);
        list.setConverted_type(ConvertedType.LIST);
        list.setLogicalType(LogicalType.LIST(new ListType()));
        elements.add(list);
        SchemaElement repeated = new SchemaElement("list");
        repeated.setRepetition_type(FieldRepetitionType.REPEATED);
        repeated.setNum_children(1);
        elements.add(repeated);
        elements.add(leaf("element", FieldRepetitionType.REQUIRED));
        return elements;
    }

    private SchemaElement leaf(String name, FieldRepetitionType repetition) {
        SchemaElement leaf = new SchemaElement(name);
        leaf.setType(type());
        leaf.setRepetition_type(repetition);
        ValueType type = field.type();
        if (type == ValueType.S || type == ValueType.F128) {
            leaf.setConverted_type(ConvertedType.UTF8);
            leaf.setLogicalType(LogicalType.STRING(new StringType()));
        } else if (type == ValueType.F16) {
            leaf.setType_length(type.width());
            leaf.setLogicalType(LogicalType.FLOAT16(new Float16Type()));
        } else if (type.isInteger()) {
            int bits = 8 * type.width();
            leaf.setConverted_type(ConvertedType.valueOf((type.isSigned() ? "INT_" : "UINT_") + bits));
            leaf.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, type.isSigned())));
        }
        return leaf;
    }
}
