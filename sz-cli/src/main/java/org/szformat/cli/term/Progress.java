package org.szformat.cli.term;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far some work has come, as a bar on the standard error if that is a terminal and the work takes more than a moment.
 * Closing it removes the bar. Confined to one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long SILENT_NANOS = Duration.ofMillis(800).toNanos();
    private static final int WIDTH = 78;
    private static final long MEBIBYTE = 1 << 20;

    private final PrintStream err;
    private final Terminal terminal;
    private final String task;
    private final long total;
    private final long start = System.nanoTime();
    private long done;
    private @Nullable ProgressBar bar;
    private boolean decided;
    private long unit = 1;

    Progress(PrintStream err, Terminal terminal, String task, long total) {
        this.err = err;
        this.terminal = terminal;
        this.task = task;
        this.total = total;
    }

    Progress inBytes() {
        unit = MEBIBYTE;
        return this;
    }

    /** Some more of it is done. */
    public void step(long more) {
        done += more;
        if (bar != null) {
            bar.stepTo(done);
        } else if (!decided && System.nanoTime() - start > SILENT_NANOS) {
            decided = true;
            if (terminal.isTerminal()) {
                bar = show();
            }
        }
    }

    private ProgressBar show() {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit == 1 ? "" : " MiB", unit)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .startsFrom(done, Duration.ofNanos(System.nanoTime() - start))
                .setConsumer(new DelegatingProgressBarConsumer(text -> err.print("\r" + text), WIDTH))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
