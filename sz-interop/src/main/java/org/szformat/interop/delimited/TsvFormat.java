package org.szformat.interop.delimited;

import java.util.List;

/** Tab-separated values, quoted as CSV is, in UTF-8. */
public final class TsvFormat extends DelimitedFormat {
    /** For the service loader. */
    public TsvFormat() {
        super('\t', ",");
    }

    @Override
    public String name() {
        return "tsv";
    }

    @Override
    public String description() {
        return "tab-separated values, an array as one cell";
    }

    @Override
    public List<String> extensions() {
        return List.of("tsv", "tsv.gz");
    }
}
