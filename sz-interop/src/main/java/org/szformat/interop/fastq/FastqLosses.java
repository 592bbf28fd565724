package org.szformat.interop.fastq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What FASTQ has no place for. Safe for use by many threads. */
final class FastqLosses {
    private final List<String> fields;
    private final List<String> header;
    private final LongAdder reads = new LongAdder();

    FastqLosses(List<String> fields, List<String> header) {
        this.fields = fields;
        this.header = header;
    }

    /** A record has no bases. */
    void addRead() {
        reads.increment();
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(header);
        if (!fields.isEmpty()) {
            warnings.add("fastq has no place for the fields " + String.join(", ", fields));
        }
        long left = reads.sum();
        if (left > 0) {
            warnings.add(left + (left == 1 ? " record has" : " records have") + " no bases and no place in fastq");
        }
        return warnings;
    }
}
