package org.szformat.number;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables made with numpy. */
final class NumpyRows {

    private NumpyRows() {}

    static List<String[]> read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(NumpyRows.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }

    static short half(String hex) {
        return (short) Integer.parseInt(hex, 16);
    }

    static float single(String hex) {
        return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
    }

    static double twice(String hex) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
    }

    static Float80 extended(String hex) {
        return new Float80(half(hex.substring(0, 4)), Long.parseUnsignedLong(hex.substring(4), 16));
    }
}
