package org.szformat.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.filter.Filter;
import org.szformat.filter.FilterSyntaxException;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** Which records are wanted. */
final class FilterOptions {
    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = {
                "Only records for which EXPR holds, such as",
                "  channel == 12 && (offset < 0 || offset > 9)",
                "  channel in (1, 3, 10..20)",
                "  !(end_reason == \"unblock\")",
                "  read_id starts_with \"00\", or ends_with, contains, matches (a regular expression of the whole)",
                "  well is missing, offset is not nan",
                "  length(raw_signal) > 4000, which reads the signal",
                "Numbers compare exactly. Nothing but 'is missing' holds for a missing value. 'and', 'or', 'not' are words "
                        + "for && || !. Unusual names stand in `…`."
            })
    private @Nullable String where;

    /** The filter as it was given, if one was. */
    Optional<String> text() {
        return Optional.ofNullable(where);
    }

    /** The filter on the fields of a file, if one was given. */
    Optional<Filter> of(Schema schema) {
        if (where == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Filter.parse(where, schema));
        } catch (FilterSyntaxException e) {
            throw new UsageException("--where", e);
        }
    }
}
