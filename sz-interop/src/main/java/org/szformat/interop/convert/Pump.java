package org.szformat.interop.convert;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Field;

/**
 * Moves records from inputs to a sink, in order. Workers open inputs, ask them for parts, decode, map and encode; the
 * thread that calls {@link #next} gets what they made, part by part. Some inputs are open ahead of the one whose turn it
 * is, so that small ones keep all workers busy.
 *
 * <p>Bounded: what is on its way, as its footprints tell, stays under the bound, but for a part of each open input whose
 * size was not known before it was read. The input whose turn it is may always have one part under way, so it never waits
 * for those behind it.
 */
final class Pump implements Closeable {
    private static final int OPEN_AHEAD = 2;
    private static final int SLOTS_PER_WORKER = 4;

    private final Iterator<Input> inputs;
    private final OutputFields fields;
    private final RecordSink sink;
    private final boolean skipsDamage;
    private final boolean countsIds;
    private final long bound;
    private final int mostOpen;
    private final int mostSlots;
    private final ExecutorService workers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Feed> feeds = new ArrayDeque<>();
    private long inFlight;
    private int slots;
    private boolean closed;

    /** A part of an input that is ready to be appended. */
    record Ready(Feed feed, Feed.Slot slot) {}

    Pump(List<Input> inputs, OutputFields fields, RecordSink sink, ConversionOptions options) {
        this.inputs = inputs.iterator();
        this.fields = fields;
        this.sink = sink;
        this.skipsDamage = options.damaged() == ConversionOptions.Damaged.SKIP;
        this.countsIds = fields.schema().key().isPresent();
        this.bound = options.bytesInFlight();
        this.mostOpen = options.threads() + OPEN_AHEAD;
        this.mostSlots = options.threads() * SLOTS_PER_WORKER;
        this.workers = Executors.newFixedThreadPool(options.threads(), work -> {
            Thread thread = new Thread(work, "sz-convert");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next part, whose bytes are then no longer on their way for the pump; null when there is none. An input whose
     * last part was taken is handed to {@code finished}, then closed.
     */
    @Nullable
    Ready next(FeedEnd finished) throws IOException, InterruptedException {
        lock.lock();
        try {
            while (true) {
                schedule();
                Feed head = feeds.peek();
                if (head == null) {
                    return null;
                }
                Feed.Slot first = head.slots.peek();
                if (first != null && first.done) {
                    head.slots.remove();
                    slots--;
                    inFlight -= first.bytes;
                    schedule();
                    return new Ready(head, first);
                }
                if (first == null && head.ended && !head.busy) {
                    feeds.remove();
                    finished.accept(head);
                    head.close();
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Told of an input that is done. */
    @FunctionalInterface
    interface FeedEnd {
        void accept(Feed feed) throws IOException;
    }

    private void schedule() {
        while (feeds.size() < mostOpen && inputs.hasNext()) {
            feeds.add(new Feed(inputs.next()));
        }
        boolean isHead = true;
        for (Feed feed : feeds) {
            boolean mayStart = inFlight < bound && slots < mostSlots || isHead && feed.slots.isEmpty();
            if (mayStart && !feed.busy && !feed.ended && !closed) {
                feed.busy = true;
                workers.execute(() -> read(feed));
            }
            isHead = false;
        }
    }

    /** Opens an input or asks it for a part. */
    @SuppressWarnings("IllegalCatch") // whatever fails in a worker fails the conversion
    private void read(Feed feed) {
        RecordSource.@Nullable Part part = null;
        @Nullable Throwable failure = null;
        boolean opened = feed.source != null;
        try {
            RecordSource source = feed.source;
            if (source == null) {
                source = feed.input.open(fields.needed());
                feed.source = source;
                feed.mapping = fields.from(source.schema());
                opened = true;
            }
            part = source.next();
        } catch (Throwable e) {
            failure = e;
        }
        lock.lock();
        try {
            feed.busy = false;
            if (failure != null) {
                addFailed(feed, failure, opened);
            } else if (part == null) {
                feed.ended = true;
            } else {
                Feed.Slot slot = new Feed.Slot(part.position(), part.footprint());
                feed.slots.add(slot);
                slots++;
                inFlight += slot.bytes;
                RecordSource.Part read = part;
                if (!closed) {
                    workers.execute(() -> decode(feed, slot, read));
                }
            }
            schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void addFailed(Feed feed, Throwable failure, boolean opened) {
        Feed.Slot slot = new Feed.Slot(feed.source == null ? 0 : feed.position, 0);
        slot.done = true;
        feed.slots.add(slot);
        slots++;
        if (skipsDamage && failure instanceof SzFormatException fault) {
            slot.damages.add(Damage.of(fault));
            feed.ended = !opened;
        } else {
            slot.failure = failure;
            feed.ended = true;
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever fails in a worker fails the conversion
    private void decode(Feed feed, Feed.Slot slot, RecordSource.Part part) {
        @Nullable Throwable failure = null;
        List<Damage> damages = new ArrayList<>(0);
        RecordSink.@Nullable Encoded encoded = null;
        long[] ids = {};
        long records = 0;
        try {
            List<Record> mapped = map(feed, skipsDamage ? part.decodeSound(damages::add) : part.decode());
            records = mapped.size();
            ids = countsIds ? ids(mapped) : ids;
            encoded = mapped.isEmpty() ? null : sink.encode(mapped);
        } catch (Throwable e) {
            failure = e;
        }
        lock.lock();
        try {
            long now = encoded == null ? 0 : encoded.footprint();
            inFlight += now - slot.bytes;
            slot.bytes = now;
            slot.failure = failure;
            slot.encoded = encoded;
            slot.ids = ids;
            slot.records = records;
            slot.damages.addAll(damages);
            slot.done = true;
            schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static List<Record> map(Feed feed, List<Record> records) {
        RecordMapping mapping = feed.mapping;
        if (mapping == null || mapping.isIdentity()) {
            return records;
        }
        List<Record> mapped = new ArrayList<>(records.size());
        for (Record record : records) {
            mapped.add(mapping.apply(record));
        }
        return mapped;
    }

    private static long[] ids(List<Record> records) {
        long[] hashes = new long[records.size()];
        if (hashes.length > 0) {
            Field key = records.get(0).schema().key().orElseThrow();
            for (int i = 0; i < hashes.length; i++) {
                Record record = records.get(i);
                hashes[i] = DuplicateIds.hash((String) record.stored(key));
            }
        }
        return hashes;
    }

    /** Stops the workers, waits for them, and closes what is open. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        workers.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Feed feed : feeds) {
            feed.close();
        }
        feeds.clear();
    }
}
