package org.szformat.interop.slow5;

import java.util.Arrays;

/** How the signal in a BLOW5 record is compressed, before the record is. */
enum SignalCompression {
    NONE("none", 0),
    SVB_ZD("svb-zd", 1),
    EX_ZD("ex-zd", 2);

    private final String text;
    private final int method;

    SignalCompression(String text, int method) {
        this.text = text;
        this.method = method;
    }

    /** Its name as an option. */
    String text() {
        return text;
    }

    /** The byte in the header that says so. */
    int method() {
        return method;
    }

    static SignalCompression ofMethod(int method) throws Fault {
        for (SignalCompression compression : values()) {
            if (compression.method == method) {
                return compression;
            }
        }
        throw new Fault(null, "the signal compression " + method, "0 (none), 1 (svb-zd) or 2 (ex-zd)");
    }

    static SignalCompression ofText(String text) {
        return Arrays.stream(values())
                .filter(compression -> compression.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "signal-compression is '" + text + "'; it must be none, svb-zd or ex-zd"));
    }

    /** Makes a decoder of signals of at most so many bytes. */
    SignalDecoder newDecoder(long maxBytes) {
        return switch (this) {
            case NONE -> new PlainSignal(maxBytes);
            case SVB_ZD -> new SvbZd.Decoder(maxBytes);
            case EX_ZD -> new ExZd.Decoder(maxBytes);
        };
    }

    SignalEncoder newEncoder() {
        return switch (this) {
            case NONE -> new PlainSignal(Long.MAX_VALUE);
            case SVB_ZD -> new SvbZd.Encoder();
            case EX_ZD -> new ExZd.Encoder();
        };
    }
}
