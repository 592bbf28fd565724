package org.szformat.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import org.szformat.threads.PatientLock;

/**
 * The way in: a queue that is bounded in bytes and serves those who wait for room in the order in which they came.
 *
 * <p>Guarded by the pipeline's lock, but for {@link #take}. Whoever makes room admits those who wait, so that a caller
 * that is busy encoding holds up nobody behind it.
 */
final class Admission {
    /** A put that waits for room. */
    final class Ticket extends Call {
        private final Batch batch;
        private boolean admitted;

        private Ticket(Batch batch, Condition wake) {
            super(wake);
            this.batch = batch;
        }

        boolean isAdmitted() {
            return admitted;
        }

        @Override
        boolean isSettled() {
            return admitted || closed;
        }
    }

    private final long bound;
    // Bounded by the bytes admitted: every record weighs something.
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Set<Ticket> waiting = new LinkedHashSet<>();
    private final HeldBytes held;
    private final Runnable stopTaker = this::stopTaker;
    private long queuedBytes;
    private long records;
    private long valueBytes;
    private boolean closed;

    Admission(long bound, HeldBytes held) {
        this.bound = bound;
        this.held = held;
    }

    long records() {
        return records;
    }

    long valueBytes() {
        return valueBytes;
    }

    /** Admits a batch if there is room and nobody waits. */
    boolean tryAdmit(Batch batch) {
        if (closed || !waiting.isEmpty() || !hasRoom(batch)) {
            return false;
        }
        admit(batch);
        return true;
    }

    /** Takes a place behind those who wait. */
    Ticket await(Batch batch, Condition wake) {
        Ticket ticket = new Ticket(batch, wake);
        try {
            waiting.add(ticket);
        } catch (OutOfMemoryError e) {
            // A set that could not grow may hold it all the same.
            waiting.remove(ticket);
            throw e;
        }
        return ticket;
    }

    /** Gives a place up, or does nothing when the ticket was admitted. */
    void withdraw(Ticket ticket) {
        if (waiting.remove(ticket)) {
            admitWaiting();
        }
    }

    /** A record has left the queue for a chunk. */
    void release(long weight) {
        queuedBytes -= weight;
        admitWaiting();
    }

    /** Puts something behind everything that was admitted. */
    void mark(Entry marker) {
        queue.add(marker);
    }

    /** Admits nothing any more. */
    void close() {
        closed = true;
    }

    /** Admits nothing any more and forgets what is queued; the taker learns of it, however short memory is. */
    void stop() {
        closed = true;
        queuedBytes = 0;
        PatientLock.insist(stopTaker);
    }

    /** The next entry, in the order of admission; waits for it. Needs no lock. */
    Entry take() throws InterruptedException {
        return queue.take();
    }

    private void stopTaker() {
        queue.clear();
        queue.add(new Entry.Stop());
    }

    private boolean hasRoom(Batch batch) {
        return queuedBytes == 0 || batch.weight() <= bound - queuedBytes;
    }

    private void admitWaiting() {
        Iterator<Ticket> tickets = waiting.iterator();
        while (!closed && tickets.hasNext()) {
            Ticket ticket = tickets.next();
            if (!hasRoom(ticket.batch)) {
                return;
            }
            admit(ticket.batch);
            ticket.admitted = true;
            tickets.remove();
            ticket.wake();
        }
    }

    private void admit(Batch batch) {
        queue.add(batch);
        queuedBytes += batch.weight();
        held.add(batch.weight());
        records += batch.size();
        valueBytes += batch.valueBytes();
    }
}
