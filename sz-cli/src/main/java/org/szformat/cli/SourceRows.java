package org.szformat.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.filter.Filter;
import org.szformat.record.Record;

/** The records of a file of another format from its front, as far as they are wanted; several threads decode them. */
final class SourceRows {
    private final RecordSource source;
    private final int threads;
    private final DamagePolicy damages;

    SourceRows(RecordSource source, int threads, DamagePolicy damages) {
        this.source = source;
        this.threads = threads;
        this.damages = damages;
    }

    private record Part(List<Record> records, List<Damage> damages) {}

    /**
     * Hands on the records that are hits.
     *
     * @param condition all of them are hits where it is null
     * @param skip how many hits are left out first
     * @param limit how many are taken then; hardly more is read
     */
    void forEachHit(@Nullable Filter condition, long skip, long limit, RecordOptions.Consumer consumer)
            throws IOException, InterruptedException {
        ExecutorService workers = Tasks.pool(threads, "sz-read");
        Deque<Future<Part>> running = new ArrayDeque<>();
        long hits = 0;
        boolean isAtEnd = false;
        SzFormatException fault = null;
        try {
            while (hits - skip < limit && !(isAtEnd && running.isEmpty())) {
                while (!isAtEnd && running.size() <= threads) {
                    try {
                        RecordSource.Part part = source.next();
                        isAtEnd = part == null;
                        if (part != null) {
                            running.add(workers.submit(() -> decode(part)));
                        }
                    } catch (SzFormatException e) {
                        if (damages.skips()) {
                            damages.skip(Damage.of(e));
                        } else {
                            fault = e;
                            isAtEnd = true;
                        }
                    }
                }
                if (!running.isEmpty()) {
                    Part part = Tasks.result(running.remove());
                    part.damages().forEach(damages::skip);
                    for (Record record : part.records()) {
                        if (condition == null || condition.test(record)) {
                            if (hits >= skip && hits - skip < limit) {
                                consumer.accept(record);
                            }
                            hits++;
                        }
                    }
                }
            }
            if (fault != null && hits - skip < limit) {
                throw fault;
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private Part decode(RecordSource.Part part) throws IOException {
        if (!damages.skips()) {
            return new Part(part.decode(), List.of());
        }
        List<Damage> lost = new ArrayList<>();
        return new Part(part.decodeSound(lost::add), lost);
    }
}
