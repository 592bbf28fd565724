package org.szformat.concurrent;

import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** A flush that waits for its turn. Guarded by the pipeline's lock. */
final class FlushCall extends Call {
    private final BooleanSupplier stopped;
    private boolean done;

    FlushCall(Condition wake, BooleanSupplier stopped) {
        super(wake);
        this.stopped = stopped;
    }

    boolean isDone() {
        return done;
    }

    void done() {
        done = true;
        wake();
    }

    @Override
    boolean isSettled() {
        return done || stopped.getAsBoolean();
    }
}
