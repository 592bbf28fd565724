package org.szformat.interop.text;

import java.io.IOException;

/** Which floating-point numbers stand in quotes. */
enum FloatQuotes {
    /** None do. */
    NONE,
    /** In JSON: what is no JSON number, and extended ones, which a reader would round. */
    JSON;

    void write(TextOutput out, String text, boolean isFinite) throws IOException {
        if (this == JSON && !isFinite) {
            writeExtended(out, text);
        } else {
            out.write(text);
        }
    }

    void writeExtended(TextOutput out, String text) throws IOException {
        if (this == JSON) {
            out.append('"').write(text);
            out.append('"');
        } else {
            out.write(text);
        }
    }
}
