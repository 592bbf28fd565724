package org.szformat.cli;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.szformat.cli.term.Progress;
import org.szformat.cli.term.StandardStreams;
import org.szformat.exchange.Damage;
import org.szformat.interop.convert.ConversionListener;

/** Tells how conversions go, of which several may run at once. Safe for use by many threads. */
final class ConvertProgress {
    private final StandardStreams streams;
    private final Progress progress;

    ConvertProgress(StandardStreams streams, Progress progress) {
        this.streams = streams;
        this.progress = progress;
    }

    /** A listener for one of them. */
    ConversionListener listener() {
        AtomicLong before = new AtomicLong();
        return new ConversionListener() {
            @Override
            public void warning(String message) {
                warn(message);
            }

            @Override
            public void damaged(Path input, Damage damage) {
                warn(input + ": " + damage.which() + " skipped; " + damage.fault());
            }

            @Override
            public void advanced(long bytes, long total) {
                step(bytes - before.getAndSet(bytes));
            }
        };
    }

    private synchronized void warn(String message) {
        streams.warn(message);
    }

    private synchronized void step(long bytes) {
        progress.step(bytes);
    }

    /** Reports a failure while others go on. */
    synchronized void report(Throwable failure) {
        streams.report(FailureMessage.of(failure));
    }
}
