package org.szformat.interop.ipc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of an Arrow schema, or a child of one.
 *
 * @param name what it is called
 * @param type the type of its values; of the dictionary's values where it has one
 * @param nullable whether values may be null
 * @param children of lists, maps and structs
 * @param dictionary where the values stand, if the column itself has only indexes into them
 * @param metadata keys and values; an extension type is named by {@code ARROW:extension:name}
 */
public record ArrowField(
        String name,
        ArrowType type,
        boolean nullable,
        List<ArrowField> children,
        @Nullable DictionaryIndex dictionary,
        Map<String, String> metadata) {
    /** The key of the metadata that names an extension type. */
    public static final String EXTENSION_NAME = "ARROW:extension:name";

    /** The key of the metadata that describes an extension type further. */
    public static final String EXTENSION_METADATA = "ARROW:extension:metadata";

    /**
     * How a column refers to a dictionary.
     *
     * @param id the dictionary's number in its file
     * @param type the type of the indexes, an integer
     */
    public record DictionaryIndex(long id, ArrowType type) {}

    /** Copies the collections. */
    public ArrowField {
        children = List.copyOf(children);
    }

    /** A nullable column. */
    public static ArrowField of(String name, ArrowType type, ArrowField... children) {
        return new ArrowField(name, type, true, List.of(children), null, Map.of());
    }

    /** The same, never null. */
    public ArrowField required() {
        return new ArrowField(name, type, false, children, dictionary, metadata);
    }

    /** The same with other metadata. */
    public ArrowField with(Map<String, String> changed) {
        return new ArrowField(name, type, nullable, children, dictionary, changed);
    }

    /** The same as indexes of 16 bits into a dictionary. */
    public ArrowField indexing(long dictionaryId) {
        DictionaryIndex index = new DictionaryIndex(dictionaryId, ArrowType.signed(16));
        return new ArrowField(name, type, nullable, children, index, metadata);
    }

    /** The type that the column's own buffers are of. */
    public ArrowType storedType() {
        return dictionary == null ? type : dictionary.type();
    }

    /** The children that the column's own buffers have; those of a dictionary lie with the dictionary. */
    List<ArrowField> storedChildren() {
        return dictionary == null ? children : List.of();
    }
}
