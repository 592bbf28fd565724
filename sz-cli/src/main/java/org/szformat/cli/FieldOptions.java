package org.szformat.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.szformat.interop.convert.DerivedField;
import org.szformat.interop.convert.OutputFields;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** Which fields of records are put out, and what becomes of them. */
final class FieldOptions {
    @Option(
            names = {"-i", "--include"},
            paramLabel = "FIELDS",
            description = "Only these fields, separated by commas.")
    private List<String> included = List.of();

    @Option(
            names = {"-x", "--exclude"},
            paramLabel = "FIELDS",
            description = "All fields but these, separated by commas.")
    private List<String> excluded = List.of();

    @Option(names = "--no-datasets", description = "Attributes only; reads nothing else.")
    private boolean noDatasets;

    @Option(
            names = "--derive",
            paramLabel = "FIELDS",
            split = ",",
            description = "Add attributes that follow from others, in seconds: start_time (start_sample / "
                    + "sampling_rate), duration (samples of raw_signal / sampling_rate).")
    private List<String> derived = List.of();

    @Option(
            names = "--picoamps",
            description = "raw_signal in picoamperes, as F32: (sample + offset) * range / digitisation. Missing where "
                    + "one of these is.")
    private boolean picoamps;

    /** What is put out of records of a schema, in its order. */
    OutputFields of(Schema schema) {
        OutputFields fields = OutputFields.all(schema).select(names(schema));
        try {
            for (String name : derived) {
                fields = fields.with(DerivedField.named(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no '" + name + "'; there are start_time and duration")));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--derive", e);
        }
        try {
            return picoamps ? fields.inPicoamperes() : fields;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--picoamps", e);
        }
    }

    boolean derives(DerivedField field) {
        return derived.contains(field.fieldName());
    }

    private Set<String> names(Schema schema) {
        Set<String> wanted = new LinkedHashSet<>();
        Set<String> chosen = names(schema, included);
        for (Field field : schema.fields()) {
            boolean isIncluded = included.isEmpty() || chosen.contains(field.name());
            if (isIncluded && !(noDatasets && field.isDataset())) {
                wanted.add(field.name());
            }
        }
        wanted.removeAll(names(schema, excluded));
        if (wanted.isEmpty()) {
            throw new UsageException("no field is left to print; there are " + list(schema));
        }
        return wanted;
    }

    /** A field whose name holds a comma can be given as an option of its own. */
    static Set<String> names(Schema schema, List<String> options) {
        Set<String> names = new LinkedHashSet<>();
        for (String option : options) {
            for (String name : schema.find(option).isPresent() ? List.of(option) : List.of(option.split(",", -1))) {
                if (schema.find(name).isEmpty()) {
                    throw new UsageException("there is no field '" + name + "'; there are " + list(schema));
                }
                names.add(name);
            }
        }
        return names;
    }

    private static String list(Schema schema) {
        return String.join(", ", schema.fields().stream().map(Field::name).toList());
    }
}
