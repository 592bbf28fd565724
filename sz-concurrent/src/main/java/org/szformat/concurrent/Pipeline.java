package org.szformat.concurrent;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.layout.LayoutWriter;
import org.szformat.schema.Header;
import org.szformat.threads.PatientLock;

/**
 * Producers → queue → assembler → encoders → disk.
 *
 * <p>One lock guards all that the threads share; nothing is encoded or written while it is held.
 */
final class Pipeline {
    private static final int EXTRA_CHUNKS = 2;

    private final LayoutWriter file;
    private final String where;

    private final PatientLock lock = new PatientLock();
    private final Condition permits = lock.newCondition();
    private final Condition end = lock.newCondition();
    private final HeldBytes heldBytes = new HeldBytes();
    private final Admission admission;
    private final ChunkStage stage;
    private final Encoding encoding;
    private final Calls calls;
    private final Runnable wakeAll = this::wakeAll;
    private final Runnable stopAll = this::stopAll;
    private final BooleanSupplier isStopped = this::isStopped;
    private Header header;
    private Ending ending = Ending.NONE;
    private @Nullable Throwable failure;
    private @Nullable Throwable endingFault;
    private boolean stopped;
    private boolean finished;
    private boolean ended;
    private final BlockedTime blocked = new BlockedTime();

    Pipeline(LayoutWriter file, Executor executor, WriterOptions options) {
        this.file = file;
        this.where = file.path() + ":";
        this.header = file.header();
        this.admission = new Admission(options.queueBytes(), heldBytes);
        this.stage =
                new ChunkStage(options.encoders(), allowance(options), Math.max(1, file.targetChunkBytes()), heldBytes);
        this.encoding = new Encoding(file, executor, lock, stage, this::noteFailure, this::wakeHelper);
        this.calls = new Calls(lock, stage, encoding::encode);
    }

    /** How many chunks there may be at once: filled, encoded and written. */
    static int allowance(WriterOptions options) {
        return options.encoders() + EXTRA_CHUNKS;
    }

    // ---- for producers

    /** Admits a group if there is room at once and nobody waits for it. */
    boolean tryPut(RecordGroup group) throws IOException {
        lock.lock();
        try {
            requireOpen();
            return admission.tryAdmit(group);
        } finally {
            lock.unlock();
        }
    }

    /** Admits a group, waiting for ever. */
    void put(RecordGroup group) throws IOException, InterruptedException {
        put(group, Calls.FOR_EVER);
    }

    /** Admits a group, or gives up after some time. */
    boolean put(RecordGroup group, long nanos) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long start = System.nanoTime();
        Admission.Ticket ticket;
        lock.lock();
        try {
            requireOpen();
            if (admission.tryAdmit(group)) {
                return true;
            }
            if (nanos <= 0) {
                return false;
            }
            ticket = admission.await(group, lock.newCondition());
            blocked.begin(start);
        } finally {
            lock.unlock();
        }
        try {
            calls.await(ticket, start, nanos);
        } catch (InterruptedException | Error e) {
            if (!settle(ticket, start)) {
                throw e;
            }
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
        if (settle(ticket, start)) {
            return true;
        }
        requireOpen();
        return false;
    }

    /** Flushes everything that was admitted before. */
    void flush() throws IOException, InterruptedException {
        FlushCall call = new FlushCall(lock.newCondition(), isStopped);
        lock.lock();
        try {
            requireOpen();
            admission.mark(new Entry.Flush(call));
        } finally {
            lock.unlock();
        }
        calls.await(call, System.nanoTime(), Calls.FOR_EVER);
        lock.lock();
        try {
            if (!call.isDone()) {
                throw refusal();
            }
        } finally {
            lock.unlock();
        }
    }

    Header header() {
        lock.lock();
        try {
            return header;
        } finally {
            lock.unlock();
        }
    }

    void putHeader(String key, JsonValue value) throws IOException {
        lock.lock();
        try {
            requireOpen();
            header = header.with(key, value);
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() throws IOException {
        lock.lock();
        try {
            if (stopped || ending != Ending.NONE) {
                throw refusal();
            }
        } finally {
            lock.unlock();
        }
    }

    WriterMetrics metrics() {
        lock.lock();
        try {
            return new WriterMetrics(
                    admission.records(),
                    stage.recordsWritten(),
                    stage.chunksWritten(),
                    admission.valueBytes(),
                    stage.encodedBytes(),
                    heldBytes.now(),
                    heldBytes.peak(),
                    blocked.nanos(System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the file is released, or some time has passed; says whether it is. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!ended && left > 0) {
                left = end.awaitNanos(left);
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    // ---- for the end

    /** Says what becomes of the file; does nothing when that was said already, but for abort while it is not complete. */
    void end(Ending wish) {
        lock.lock();
        try {
            if (ended || ending == wish || ending != Ending.NONE && wish != Ending.ABORT) {
                return;
            }
            if (wish == Ending.CLOSE && !stopped) {
                admission.mark(new Entry.Finish());
            }
            ending = wish;
            admission.close();
            if (wish != Ending.CLOSE) {
                stop();
            }
            PatientLock.insist(wakeAll);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the file is released, whether the thread is interrupted or not; keeps its interrupt. */
    void awaitEnd() {
        Call call = new Call(lock.newCondition()) {
            @Override
            boolean isSettled() {
                return ended;
            }
        };
        calls.awaitUninterruptibly(call);
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What kept the file from being completed, if something did. */
    @Nullable
    IOException closeFault() {
        lock.lock();
        try {
            return finished && failure == null ? null : refusal();
        } finally {
            lock.unlock();
        }
    }

    /** What kept the file from being removed, if something did. */
    @Nullable
    IOException abortFault() {
        lock.lock();
        try {
            return endingFault == null || finished
                    ? null
                    : new IOException(file.path() + ": not removed: " + endingFault, endingFault);
        } finally {
            lock.unlock();
        }
    }

    // ---- for the assembler

    Entry takeEntry() {
        while (true) {
            try {
                return admission.take();
            } catch (InterruptedException e) {
                // Nobody who may interrupts this thread; it ends when it is told to.
            }
        }
    }

    /** Waits until there may be another chunk; how much of the allowance it takes, or 0 when there is to be none. */
    int takePermits(long firstWeight) {
        lock.lock();
        try {
            int share = stage.permitsFor(firstWeight);
            while (!stopped && !stage.tryTake(share)) {
                lock.await(permits);
            }
            return stopped ? 0 : share;
        } finally {
            lock.unlock();
        }
    }

    /** A record has left the queue for the open chunk. */
    void joined(long weight) {
        lock.lock();
        try {
            if (!stopped) {
                admission.release(weight);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A chunk is to be encoded, and then written. */
    void seal(ChunkJob job) {
        append(job);
        encoding.submit();
    }

    /** A step is to be taken after all before it. */
    void append(Step step) {
        lock.lock();
        try {
            stage.add(step);
            encoding.signal();
            calls.wakeHelper();
        } finally {
            lock.unlock();
        }
    }

    // ---- for the thread that writes

    /** As {@link Encoding#nextStep}. */
    @Nullable
    Step nextStep() {
        return encoding.nextStep();
    }

    void written(ChunkJob job) {
        lock.lock();
        try {
            stage.written(job);
            permits.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void flushed(FlushCall call) {
        lock.lock();
        try {
            call.done();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is known what becomes of the file and nobody encodes. */
    Ending awaitEnding() {
        lock.lock();
        try {
            while (ending == Ending.NONE || stage.isEncoding()) {
                encoding.awaitSignal();
            }
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Encoding#declined}. */
    void declined() {
        encoding.declined();
    }

    /** Releases the encoders; nobody encodes any more. */
    void closeEncoders() {
        encoding.close();
    }

    /** The file is released. */
    void ended(boolean complete, @Nullable Throwable fault) {
        lock.lock();
        try {
            finished = complete;
            endingFault = fault;
            if (fault != null && (complete || failure != null)) {
                noteFailure(fault);
            }
            ended = true;
            end.signalAll();
            PatientLock.insist(wakeAll);
        } finally {
            lock.unlock();
        }
    }

    // ---- for all

    /** The first failure fails the writer, however short memory is. */
    void fail(Throwable e) {
        boolean noted = false;
        while (!noted) {
            lock.lock();
            try {
                noteFailure(e);
                noted = true;
            } catch (OutOfMemoryError again) {
                PatientLock.pause();
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- under the lock

    /** Waits no longer for room; whether the group was admitted before. */
    private boolean settle(Admission.Ticket ticket, long start) {
        lock.lock();
        try {
            blocked.end(start, System.nanoTime());
            admission.withdraw(ticket);
            return ticket.isAdmitted();
        } catch (OutOfMemoryError e) {
            // Those behind it may have been forgotten.
            noteFailure(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void noteFailure(Throwable e) {
        if (failure == null) {
            failure = e;
        } else {
            suppress(failure, e);
        }
        stop();
    }

    private static void suppress(Throwable first, Throwable other) {
        try {
            if (first != other) {
                first.addSuppressed(other);
            }
        } catch (OutOfMemoryError e) {
            // The first says enough.
        }
    }

    private void stop() {
        if (!stopped) {
            stopped = true;
            PatientLock.insist(stopAll);
        }
    }

    /** Can be done again, where memory ran out in the middle. */
    private void stopAll() {
        stage.stop();
        admission.stop();
        permits.signalAll();
        wakeAll();
    }

    private boolean isStopped() {
        return stopped;
    }

    private void wakeHelper() {
        calls.wakeHelper();
    }

    private void wakeAll() {
        calls.wakeAll();
        encoding.signal();
    }

    /** Why nothing can be put any more. */
    private IOException refusal() {
        if (failure != null) {
            return new IOException(describe(failure), failure);
        }
        return new ClosedWriterException(file.path(), ending.adjective());
    }

    private String describe(Throwable failed) {
        String message = failed.getMessage();
        String said = failed instanceof IOException && message != null ? message : failed.toString();
        // No "+": were memory to run out while the JVM links it, it would fail ever after.
        return said.startsWith(where) ? said : where.concat(" writing failed: ").concat(said);
    }
}
