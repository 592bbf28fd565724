package org.szformat.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.szformat.digest.RecordDigest;
import org.szformat.exchange.Damage;
import org.szformat.progress.RewriteListener;
import org.szformat.progress.RewriteProgress;
import org.szformat.progress.RewriteProgress.Stage;

/** Counts, and tells the listener. For one thread, but for the times that threads add. */
public final class Tally {
    /** How many damages are told. */
    public static final int MOST_DAMAGES = 100;

    private final @Nullable RewriteListener listener;
    private final long intervalNanos;
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final List<Damage> damages = new ArrayList<>();
    private final long started = System.nanoTime();
    private long reported = started;
    private Stage stage = Stage.COPYING;
    private long done;
    private long total;
    private long recordsRead;
    private long lost;
    private long records;
    private long chunks;
    private long copied;
    private long valueBytes;
    private RecordDigest digest = RecordDigest.NONE;

    public Tally(Settings settings) {
        listener = settings.listener;
        intervalNanos =
                settings.interval.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : settings.interval.toNanos();
    }

    public void begin(Stage next, long howMuch) {
        stage = next;
        done = 0;
        total = howMuch;
    }

    public void advance(long more) {
        done += more;
    }

    public void read(Loaded loaded) {
        recordsRead += loaded.read();
        lost(loaded);
    }

    /** Counts what was lost alone, of records that are read again or were never wanted. */
    public void lost(Loaded loaded) {
        lost += loaded.lost();
        for (Damage damage : loaded.damages()) {
            if (damages.size() < MOST_DAMAGES) {
                damages.add(damage);
            }
        }
    }

    public void wrote(int howMany, Output.Made made, long nanos) {
        records += howMany;
        chunks++;
        copied += made.isCopied() ? 1 : 0;
        valueBytes += made.valueBytes();
        digest = digest.plus(made.digest());
        writeNanos.add(nanos);
    }

    public void addLoadNanos(long nanos) {
        loadNanos.add(nanos);
    }

    public void addWriteNanos(long nanos) {
        writeNanos.add(nanos);
    }

    /** Tells the listener when it is time. */
    public void report() {
        if (listener != null && System.nanoTime() - reported >= intervalNanos) {
            reportNow();
        }
    }

    public void reportNow() {
        if (listener != null) {
            reported = System.nanoTime();
            listener.progress(new RewriteProgress(stage, Math.min(done, total), total, recordsRead, records));
        }
    }

    /** Of the records that were written, as they were before they were encoded. */
    public RecordDigest digest() {
        return digest;
    }

    public long recordsRead() {
        return recordsRead;
    }

    public long records() {
        return records;
    }

    public long chunks() {
        return chunks;
    }

    public long copied() {
        return copied;
    }

    public long valueBytes() {
        return valueBytes;
    }

    public long lost() {
        return lost;
    }

    public List<Damage> damages() {
        return damages;
    }

    public long loadNanos() {
        return loadNanos.sum();
    }

    public long writeNanos() {
        return writeNanos.sum();
    }

    public long elapsedNanos() {
        return System.nanoTime() - started;
    }
}
