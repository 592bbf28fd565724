package org.szformat.interop.slow5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file, of either kind.
 *
 * @param version the version of the specification that the file follows
 * @param groups how many read groups there are, at least 1
 * @param attributes what is said of the groups, in the order of the file
 * @param fields the auxiliary fields, in the order of the file
 */
record Slow5Header(Slow5Version version, int groups, List<Attribute> attributes, List<AuxField> fields) {
    /** The primary fields' types, as every header declares them. */
    static final List<String> PRIMARY_TYPES =
            List.of("char*", "uint32_t", "double", "double", "double", "double", "uint64_t", "int16_t*");

    /** The primary fields' names. */
    static final List<String> PRIMARY_NAMES = List.of(
            "read_id",
            "read_group",
            "digitisation",
            "offset",
            "range",
            "sampling_rate",
            "len_raw_signal",
            "raw_signal");

    static final String VERSION_KEY = "#slow5_version";
    static final String GROUPS_KEY = "#num_read_groups";

    /** What stands for a missing value in text. */
    static final String MISSING = ".";

    /**
     * An attribute of the groups.
     *
     * @param name its name
     * @param values its value of each group, or null where it is missing
     */
    record Attribute(String name, List<@Nullable String> values) {
        Attribute {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    Slow5Header {
        attributes = List.copyOf(attributes);
        fields = List.copyOf(fields);
    }

    /** The whole header of a SLOW5 file. */
    byte[] toText() {
        return (VERSION_KEY + "\t" + version + "\n" + GROUPS_KEY + "\t" + groups + "\n" + lines())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The text that is part of a BLOW5 file's header: all but the first two lines. */
    byte[] toBinaryText() {
        return lines().getBytes(StandardCharsets.UTF_8);
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        for (Attribute attribute : attributes) {
            text.append('@').append(attribute.name());
            for (String value : attribute.values()) {
                text.append('\t').append(value == null ? MISSING : value);
            }
            text.append('\n');
        }
        text.append('#').append(String.join("\t", PRIMARY_TYPES));
        fields.forEach(field -> text.append('\t').append(field.typeText()));
        text.append("\n#").append(String.join("\t", PRIMARY_NAMES));
        fields.forEach(field -> text.append('\t').append(field.name()));
        return text.append('\n').toString();
    }
}
