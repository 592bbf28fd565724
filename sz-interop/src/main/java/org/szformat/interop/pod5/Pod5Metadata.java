package org.szformat.interop.pod5;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every table of a POD5 file says of the file. */
final class Pod5Metadata {
    static final String POD5_VERSION = "MINKNOW:pod5_version";
    static final String SOFTWARE = "MINKNOW:software";
    static final String FILE_IDENTIFIER = "MINKNOW:file_identifier";

    /** The key of the header here that has the same. */
    static final String HEADER_KEY = "pod5";

    /** The member of the header's {@code pod5} with the file's identifier. */
    static final String HEADER_FILE_IDENTIFIER = "file_identifier";

    /** The version of the format that is written; tables of version 4 came with it. */
    static final String WRITTEN_VERSION = "0.3.30";

    private Pod5Metadata() {}

    /** The metadata of the tables that are written. */
    static Map<String, String> of(String fileIdentifier, String software) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FILE_IDENTIFIER, fileIdentifier);
        metadata.put(SOFTWARE, software);
        metadata.put(POD5_VERSION, WRITTEN_VERSION);
        return metadata;
    }
}
