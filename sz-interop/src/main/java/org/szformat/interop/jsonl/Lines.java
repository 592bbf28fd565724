package org.szformat.interop.jsonl;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.text.TextBlock;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The lines of a block that are not blank, each with a parser on it. Confined to one thread. */
final class Lines {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 20_000;

    /** Bytes of a character in whatever encoding. */
    private static final int LONGEST_CHARACTER = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(LONGEST_NUMBER)
                    .build())
            .build();

    /** Takes what a line says. */
    @FunctionalInterface
    interface ObjectReader {
        /** Reads from behind the opening brace to the closing one. */
        void read(JsonParser parser) throws SzFormatException;
    }

    private final TextBlock block;
    private int at;
    private long number;

    Lines(TextBlock block) {
        this.block = block;
        this.number = block.firstLine() - 1;
    }

    /**
     * Reads the next line that is not blank.
     *
     * @return whether there was one
     * @throws SzFormatException when it is no JSON object, or the reader throws it; the line after it can be read then
     */
    boolean next(ObjectReader reader) throws SzFormatException {
        byte[] bytes = block.bytes();
        while (at < bytes.length) {
            int from = at;
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            at = to + 1;
            number++;
            if (!isBlank(bytes, from, to)) {
                read(bytes, from, to, reader);
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void read(byte[] bytes, int from, int to, ObjectReader reader) throws SzFormatException {
        requireNoOtherEncoding(bytes, from, to);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw fault("a JSON value that is no object", "an object", null);
                }
                reader.read(parser);
                if (parser.nextToken() != null) {
                    throw fault("more than one JSON value", "one object on each line", null);
                }
            } catch (JacksonException e) {
                throw fault(
                        "no JSON at column "
                                + Math.max(1, parser.currentLocation().getByteOffset() + 1) + " ("
                                + firstLine(e.getOriginalMessage()) + ")",
                        "an object",
                        e);
            }
        }
    }

    /** By these, the parser would take a line for UTF-16 or UTF-32; no object in UTF-8 begins with them. */
    private void requireNoOtherEncoding(byte[] bytes, int from, int to) throws SzFormatException {
        for (int i = from; i < Math.min(to, from + LONGEST_CHARACTER); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
                throw fault("bytes that are no UTF-8", "an object in UTF-8", null);
            }
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    Path file() {
        return block.file();
    }

    SzFormatException fault(String found, String expected, @Nullable Throwable cause) {
        return new SzFormatException(block.file(), "line " + number, found, expected, cause);
    }

    SzFormatException fault(String field, String found, String expected, @Nullable Throwable cause) {
        return new SzFormatException(block.file(), "line " + number + ", field " + field, found, expected, cause);
    }
}
