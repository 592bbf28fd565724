package org.szformat.interop.delimited;

import java.util.List;

/** Comma-separated values, as RFC 4180 describes them, in UTF-8. */
public final class CsvFormat extends DelimitedFormat {
    /** For the service loader. */
    public CsvFormat() {
        super(',', ";");
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "comma-separated values, an array as one cell";
    }

    @Override
    public List<String> extensions() {
        return List.of("csv", "csv.gz");
    }
}
