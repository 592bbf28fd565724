package org.szformat.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How files of web servers are read. Immutable; {@link #apply} makes it hold for the process. What was not set is as the
 * system properties say that are named below, else as {@link #defaults()} says.
 *
 * <pre>{@code
 * HttpOptions.defaults().withDiskBytes(10L << 30).withTries(8).apply();
 * }</pre>
 *
 * @param memoryBytes how much of what was read is kept in memory; at least 0 ({@code sz.http.memory}, bytes)
 * @param diskBytes how much is kept in a temporary file, which goes with the process; 0 is none ({@code sz.http.disk},
 *     bytes)
 * @param blockBytes the unit in which files are read and kept; 4 KiB to 16 MiB ({@code sz.http.block}, bytes)
 * @param readAheadBytes the most that is asked for at once when a file is read from front to back; 0 reads nothing ahead
 *     ({@code sz.http.readahead}, bytes)
 * @param tries how often a request is tried before it fails; at least 1 ({@code sz.http.tries})
 * @param backOff how long to wait after the first failure, at most; doubled with each further one, and of it a random part
 * @param timeout how long a server may take to connect, or say nothing ({@code sz.http.timeout}, seconds)
 * @param freshness how long after a request a file is opened anew without asking whether it has changed
 */
public record HttpOptions(
        long memoryBytes,
        long diskBytes,
        int blockBytes,
        long readAheadBytes,
        int tries,
        Duration backOff,
        Duration timeout,
        Duration freshness) {
    private static final int MIN_BLOCK = 4 << 10;
    private static final int MAX_BLOCK = 16 << 20;
    private static final long DEFAULT_MEMORY = 64L << 20;

    /** Of the heap, no more than this part is used unless it is asked for. */
    private static final int HEAP_PART = 8;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public HttpOptions {
        Objects.requireNonNull(backOff);
        check("memoryBytes", memoryBytes, 0, Long.MAX_VALUE);
        check("diskBytes", diskBytes, 0, Long.MAX_VALUE);
        check("blockBytes", blockBytes, MIN_BLOCK, MAX_BLOCK);
        check("readAheadBytes", readAheadBytes, 0, Long.MAX_VALUE);
        check("tries", tries, 1, Integer.MAX_VALUE);
        check("milliseconds of backOff", backOff.toMillis(), 0, Integer.MAX_VALUE);
        check("milliseconds of timeout", timeout.toMillis(), 1, Integer.MAX_VALUE);
        check("milliseconds of freshness", freshness.toMillis(), 0, Integer.MAX_VALUE);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + least + " to " + most);
        }
    }

    /**
     * 64 MiB of memory, or an eighth of the heap where that is less; no disk; blocks of 64 KiB; 4 MiB ahead; 5 tries, 200
     * ms after the first; 30 seconds for a server to say something; fresh for 10 seconds. System properties come before
     * these.
     *
     * @throws IllegalArgumentException when a system property is no number, or out of range
     */
    public static HttpOptions defaults() {
        long memory = Math.min(DEFAULT_MEMORY, Runtime.getRuntime().maxMemory() / HEAP_PART);
        return new HttpOptions(
                property("sz.http.memory", memory),
                property("sz.http.disk", 0),
                (int) Math.min(Integer.MAX_VALUE, property("sz.http.block", 64 << 10)),
                property("sz.http.readahead", 4 << 20),
                (int) Math.min(Integer.MAX_VALUE, property("sz.http.tries", 5)),
                Duration.ofMillis(200),
                Duration.ofSeconds(property("sz.http.timeout", 30)),
                Duration.ofSeconds(10));
    }

    private static long property(String name, long otherwise) {
        String value = System.getProperty(name);
        try {
            return value == null ? otherwise : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the system property " + name + " is '" + value + "'; it must be a number", e);
        }
    }

    /** What holds for the process now. */
    public static HttpOptions current() {
        return HttpEngine.current().options();
    }

    /** Makes these hold for files that are opened from now on in this process; nothing that was kept is used again. */
    public void apply() {
        HttpEngine.install(this);
    }

    /** The same options with another {@link #memoryBytes()}. */
    public HttpOptions withMemoryBytes(long bytes) {
        return new HttpOptions(bytes, diskBytes, blockBytes, readAheadBytes, tries, backOff, timeout, freshness);
    }

    /** The same options with another {@link #diskBytes()}. */
    public HttpOptions withDiskBytes(long bytes) {
        return new HttpOptions(memoryBytes, bytes, blockBytes, readAheadBytes, tries, backOff, timeout, freshness);
    }

    /** The same options with another {@link #blockBytes()}. */
    public HttpOptions withBlockBytes(int bytes) {
        return new HttpOptions(memoryBytes, diskBytes, bytes, readAheadBytes, tries, backOff, timeout, freshness);
    }

    /** The same options with another {@link #readAheadBytes()}. */
    public HttpOptions withReadAheadBytes(long bytes) {
        return new HttpOptions(memoryBytes, diskBytes, blockBytes, bytes, tries, backOff, timeout, freshness);
    }

    /** The same options with other {@link #tries()}. */
    public HttpOptions withTries(int count) {
        return new HttpOptions(memoryBytes, diskBytes, blockBytes, readAheadBytes, count, backOff, timeout, freshness);
    }

    /** The same options with another {@link #backOff()}. */
    public HttpOptions withBackOff(Duration first) {
        return new HttpOptions(memoryBytes, diskBytes, blockBytes, readAheadBytes, tries, first, timeout, freshness);
    }

    /** The same options with another {@link #timeout()}. */
    public HttpOptions withTimeout(Duration silence) {
        return new HttpOptions(memoryBytes, diskBytes, blockBytes, readAheadBytes, tries, backOff, silence, freshness);
    }

    /** The same options with another {@link #freshness()}. */
    public HttpOptions withFreshness(Duration fresh) {
        return new HttpOptions(memoryBytes, diskBytes, blockBytes, readAheadBytes, tries, backOff, timeout, fresh);
    }
}
