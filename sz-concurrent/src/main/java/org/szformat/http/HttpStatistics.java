package org.szformat.http;

/**
 * What was asked of web servers since the process began. Immutable.
 *
 * <pre>{@code
 * HttpStatistics before = HttpStatistics.now();
 * reader.get("read-17");
 * System.out.println(HttpStatistics.now().since(before).requests() + " requests");
 * }</pre>
 *
 * @param requests requests that were sent, repeated ones too; where a server redirects, it is sent one more for each
 * @param bytes bytes of bodies that were received
 * @param retries requests that were repeated because the one before failed
 */
public record HttpStatistics(long requests, long bytes, long retries) {
    /** What it comes to by now. Safe for use by any thread. */
    public static HttpStatistics now() {
        return Counters.snapshot();
    }

    /** What came since an earlier time. */
    public HttpStatistics since(HttpStatistics earlier) {
        return new HttpStatistics(requests - earlier.requests, bytes - earlier.bytes, retries - earlier.retries);
    }
}
