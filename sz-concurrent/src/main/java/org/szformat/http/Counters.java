package org.szformat.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts requests of the process. */
final class Counters {
    static final LongAdder REQUESTS = new LongAdder();
    static final LongAdder BYTES = new LongAdder();
    static final LongAdder RETRIES = new LongAdder();

    private Counters() {}

    static HttpStatistics snapshot() {
        return new HttpStatistics(REQUESTS.sum(), BYTES.sum(), RETRIES.sum());
    }
}
