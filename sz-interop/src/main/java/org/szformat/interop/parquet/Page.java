package org.szformat.interop.parquet;

import java.io.IOException;
import java.io.OutputStream;

/** A page, ready to be written. Immutable. */
final class Page {
    private final byte[] header;
    private final byte[] body;
    private final int rawLength;
    private final int values;

    Page(byte[] header, byte[] body, int rawLength, int values) {
        this.header = header;
        this.body = body;
        this.rawLength = rawLength;
        this.values = values;
    }

    /** Bytes of header and body. */
    long length() {
        return (long) header.length + body.length;
    }

    /** Bytes of header and uncompressed body. */
    long rawLength() {
        return (long) header.length + rawLength;
    }

    /** The number of values, nulls and empty lists counted as one each. */
    int values() {
        return values;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(header);
        out.write(body);
    }
}
