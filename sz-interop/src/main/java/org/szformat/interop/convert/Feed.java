package org.szformat.interop.convert;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;

/** One input on its way through a {@link Pump}. Guarded by the pump's lock, {@link #source} and {@link #mapping} aside. */
final class Feed {
    /** What became of a part, or will. */
    static final class Slot {
        final long position;
        long bytes;
        boolean done;
        RecordSink.@Nullable Encoded encoded;
        long[] ids = {};
        long records;

        @Nullable
        Throwable failure;

        final List<Damage> damages = new ArrayList<>(0);

        Slot(long position, long bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    final Input input;
    final Deque<Slot> slots = new ArrayDeque<>();
    /** Somebody opens it or asks it for a part. */
    boolean busy;
    /** Nothing more will come. */
    boolean ended;

    /** Set by the task that opens it, before any other sees it. */
    @Nullable
    RecordSource source;

    @Nullable
    RecordMapping mapping;

    // Of the thread that appends.
    long taken;
    long places;
    long lost;
    long position;

    Feed(Input input) {
        this.input = input;
    }

    void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}
