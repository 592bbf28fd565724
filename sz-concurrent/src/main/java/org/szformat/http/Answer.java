package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server said to one request.
 *
 * @param uri where it said so, after redirects
 * @param bytes the body, or what came of it
 * @param length how many bytes came
 * @param failure why no more came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(
        URI uri,
        int status,
        HttpHeaders headers,
        byte[] bytes,
        int length,
        @Nullable IOException failure) {
    static final int WHOLE = 200;
    static final int PART = 206;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int TIMED_OUT = 408;
    static final int GONE = 410;
    static final int PRECONDITION_FAILED = 412;
    static final int NO_SUCH_RANGE = 416;
    static final int TOO_MANY = 429;

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern NO_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

    /**
     * Which bytes of a file a body is.
     *
     * @param total how many the file has; −1 when that is not said
     */
    record Range(long from, long to, long total) {}

    /** The range that the headers say the body is. */
    Optional<Range> range() {
        Matcher matcher = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(matcher.group(1));
        long to = Long.parseLong(matcher.group(2)) + 1;
        long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
        return from < to && (total < 0 || to <= total) ? Optional.of(new Range(from, to, total)) : Optional.empty();
    }

    /** Whether it says that the file has no bytes at all. */
    boolean isOfEmptyFile() {
        Matcher matcher = NO_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return status == NO_SUCH_RANGE && matcher.matches() && Long.parseLong(matcher.group(1)) == 0
                || status == WHOLE
                        && headers.firstValue("Content-Length").orElse("").matches("0+");
    }

    /** Whether another try may be answered otherwise. */
    boolean isTransient() {
        return status == TIMED_OUT || status == TOO_MANY || status == 500 || status >= 502 && status <= 504;
    }

    /** Whether it was asked at a place that it had been redirected to, which does not hold for ever. */
    boolean isRefusedAt(URI asked, URI original) {
        return !asked.equals(original)
                && (status == UNAUTHORIZED || status == FORBIDDEN || status == NOT_FOUND || status == GONE);
    }

    /** How long the server asks to wait. */
    Duration retryAfter() {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), time);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
