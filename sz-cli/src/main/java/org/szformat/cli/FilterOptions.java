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
                "Only records for which EXPR holds:",
                "  channel == 12 && offset < 0      == != < <= > >=, && and, || or, ! not, ( )",
                "  channel in (1, 3, 10..20)        values, and ranges with both ends; not in",
                "  end_reason == \"unblock\"          text in quotes; starts_with, ends_with, contains, and matches for "
                        + "a regular expression of the whole",
                "  length(raw_signal) > 4000        of datasets and strings; reads them",
                "  well is missing, offset is nan   is not; a comparison with what is missing never holds",
                "Numbers compare exactly: 12, -0.5, 1e9, 0x1F, inf. Names that are no words stand in `…`."
            })
    private @Nullable String where;

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
