package org.szformat.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
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
        private final RecordGroup group;
        private boolean admitted;

        private Ticket(RecordGroup group, Condition wake) {
            super(wake);
            this.group = group;
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
    // Bounded by the bytes admitted: every record weighs something. A deque: where memory runs out, it has taken an
    // entry
    // in and told of it, or neither, while a LinkedBlockingQueue may have done the first alone.
    private final BlockingQueue<Entry> queue = new LinkedBlockingDeque<>();
    private final Entry stop = new Entry.Stop();
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

    /** Admits a group if there is room and nobody waits. */
    boolean tryAdmit(RecordGroup group) {
        if (closed || !waiting.isEmpty() || !hasRoom(group)) {
            return false;
        }
        admit(group);
        return true;
    }

    /** Takes a place behind those who wait. */
    Ticket await(RecordGroup group, Condition wake) {
        Ticket ticket = new Ticket(group, wake);
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
        queue.add(stop);
    }

    private boolean hasRoom(RecordGroup group) {
        return queuedBytes == 0 || group.weight() <= bound - queuedBytes;
    }

    private void admitWaiting() {
        Iterator<Ticket> tickets = waiting.iterator();
        while (!closed && tickets.hasNext()) {
            Ticket ticket = tickets.next();
            if (!hasRoom(ticket.group)) {
                return;
            }
            admit(ticket.group);
            ticket.admitted = true;
            tickets.remove();
            ticket.wake();
        }
    }

    private void admit(RecordGroup group) {
        queue.add(group);
        queuedBytes += group.weight();
        held.add(group.weight());
        records += group.size();
        valueBytes += group.valueBytes();
    }
}
