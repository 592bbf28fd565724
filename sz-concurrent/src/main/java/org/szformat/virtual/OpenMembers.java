package org.szformat.virtual;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that are open: never more than a number, and none closed while somebody reads it. A member is opened by the
 * first who wants it, and those who want it meanwhile wait. When all are being read, who wants another one waits for a
 * reader to be done. Safe for use by many threads, of which none may ask for a member while it uses another.
 */
final class OpenMembers implements Closeable {

    /** Opens members. */
    @FunctionalInterface
    interface Opener {
        OpenMember open(PlacedMember member) throws IOException;
    }

    /** What is done with a member. */
    @FunctionalInterface
    interface Use<T> {
        T with(OpenMember member) throws IOException;
    }

    private final Object lock = new Object();
    /** By number, the one first that was not used for longest. */
    private final Map<Long, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    private final Opener opener;
    private final int most;
    private boolean closed;

    OpenMembers(Opener opener, int most) {
        this.opener = opener;
        this.most = most;
    }

    private static final class Slot {
        private int users = 1;
        private @Nullable OpenMember member;
        /** Whose place this one takes. */
        private @Nullable Slot replaced;

        Slot(@Nullable Slot replaced) {
            this.replaced = replaced;
        }

        synchronized OpenMember opened(Opener opener, PlacedMember placed) throws IOException {
            Slot before = replaced;
            replaced = null;
            if (before != null) {
                before.close();
            }
            if (member == null) {
                member = opener.open(placed);
            }
            return member;
        }

        synchronized boolean isOpen() {
            return member != null;
        }

        synchronized void close() throws IOException {
            if (member != null) {
                member.close();
            }
        }
    }

    <T> T use(PlacedMember placed, Use<T> use) throws IOException {
        Slot slot = acquire(placed.number());
        try {
            return use.with(slot.opened(opener, placed));
        } finally {
            release(placed.number(), slot);
        }
    }

    /** How many members are open, or about to be. */
    int size() {
        synchronized (lock) {
            return slots.size();
        }
    }

    private Slot acquire(long number) throws ClosedChannelException {
        synchronized (lock) {
            Slot known = awaitRoom(number);
            if (known != null) {
                known.users++;
                return known;
            }
            Slot slot = new Slot(slots.size() < most ? null : removeIdle());
            slots.put(number, slot);
            return slot;
        }
    }

    /** The slot of a member; null when it has none and there is room for one. */
    private @Nullable Slot awaitRoom(long number) throws ClosedChannelException {
        boolean interrupted = false;
        try {
            while (true) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                Slot known = slots.get(number);
                if (known != null || slots.size() < most || hasIdle()) {
                    return known;
                }
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean hasIdle() {
        return slots.values().stream().anyMatch(slot -> slot.users == 0);
    }

    private @Nullable Slot removeIdle() {
        for (Iterator<Slot> all = slots.values().iterator(); all.hasNext(); ) {
            Slot slot = all.next();
            if (slot.users == 0) {
                all.remove();
                return slot;
            }
        }
        return null;
    }

    private void release(long number, Slot slot) throws IOException {
        boolean close;
        synchronized (lock) {
            slot.users--;
            boolean unused = slot.users == 0;
            if (unused && !slot.isOpen()) {
                slots.remove(number, slot);
            }
            close = unused && closed;
            lock.notifyAll();
        }
        if (close) {
            slot.close();
        }
    }

    @Override
    public void close() throws IOException {
        List<Slot> idle = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            slots.values().stream().filter(slot -> slot.users == 0).forEach(idle::add);
            lock.notifyAll();
        }
        IOException failure = null;
        for (Slot slot : idle) {
            try {
                slot.close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
