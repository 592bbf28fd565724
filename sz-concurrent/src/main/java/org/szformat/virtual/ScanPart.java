package org.szformat.virtual;

import java.util.List;
import org.szformat.record.Record;

/** What a scan of an input gives, part by part. */
sealed interface ScanPart {

    /** The next rows of the member that is being scanned. */
    record Rows(List<Record> rows) implements ScanPart {}

    /** The rows of a member were given; the next ones are of another. */
    record MemberEnd(MemberEntry entry) implements ScanPart {}

    /** There are no more members, or the scan failed. */
    record End() implements ScanPart {}
}
