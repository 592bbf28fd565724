package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.szformat.codec.ValueCodec;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** Which columns lose their lowest bits. */
final class DegradeOptions {
    private static final String SIGNAL = "raw_signal";

    @Option(
            names = "--degrade",
            paramLabel = "[COLUMN=]BITS",
            description = "Drop the lowest bits of an integer dataset's values, for good: each becomes the nearest "
                    + "multiple of 2^BITS. Without COLUMN it is raw_signal or, where there is none, the only one there "
                    + "is. The header says so under the key 'degraded'. Can be given for several.")
    private List<String> given = List.of();

    /** Whether any column is to lose bits. */
    boolean isGiven() {
        return !given.isEmpty();
    }

    /** The columns of files, of which the first is looked at, and how many bits each loses. */
    Map<String, Integer> of(Path first) throws IOException {
        if (given.isEmpty()) {
            return Map.of();
        }
        try (RecordFile file = Layouts.open(first, ReadOptions.defaults())) {
            return of(file.schema());
        }
    }

    /** A rewriting of a file that does it. */
    Rewrite of(Rewrite rewrite, Schema schema) {
        Rewrite degrading = rewrite;
        for (Map.Entry<String, Integer> column : of(schema).entrySet()) {
            degrading = degrading.degrade(column.getKey(), column.getValue());
        }
        return degrading;
    }

    /** The columns of records of a schema, and how many bits each loses. */
    Map<String, Integer> of(Schema schema) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String each : given) {
            int sign = each.lastIndexOf('=');
            String column = sign < 0 ? signal(schema) : each.substring(0, sign);
            if (schema.find(column).filter(DegradeOptions::canBe).isEmpty()) {
                throw new UsageException("--degrade " + each + ": there is no integer dataset '" + column + "'; there "
                        + describe(candidates(schema)));
            }
            if (columns.put(column, bits(each, each.substring(sign + 1), schema.field(column))) != null) {
                throw new UsageException("--degrade is given twice for " + column);
            }
        }
        return columns;
    }

    private static boolean canBe(Field field) {
        return field.isDataset() && field.type().isInteger();
    }

    private static List<String> candidates(Schema schema) {
        List<String> names = new ArrayList<>();
        schema.fields().stream().filter(DegradeOptions::canBe).forEach(field -> names.add(field.name()));
        return names;
    }

    private static String describe(List<String> names) {
        return names.isEmpty() ? "is none" : (names.size() == 1 ? "is " : "are ") + String.join(", ", names);
    }

    private static String signal(Schema schema) {
        List<String> candidates = candidates(schema);
        if (candidates.contains(SIGNAL)) {
            return SIGNAL;
        }
        if (candidates.size() != 1) {
            throw new UsageException(
                    "--degrade: name the column, as COLUMN=BITS; of integer datasets there " + describe(candidates));
        }
        return candidates.get(0);
    }

    private static int bits(String option, String text, Field field) {
        int most = Math.min(ValueCodec.MAX_DEGRADE_BITS, 8 * field.type().width() - 1);
        try {
            int bits = Integer.parseInt(text);
            if (bits >= ValueCodec.MIN_DEGRADE_BITS && bits <= most) {
                return bits;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException("--degrade " + option + ": " + ValueCodec.MIN_DEGRADE_BITS + " to " + most
                + " bits of " + field.name() + " can be dropped");
    }
}
