package org.szformat.cli;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.Progress;
import org.szformat.cli.term.StandardStreams;
import org.szformat.progress.RewriteListener;
import org.szformat.progress.RewriteProgress;
import org.szformat.rewrite.Rewrite;
import org.szformat.split.Split;

/** Shows how far a rewriting is, a bar for each of its stages. Confined to one thread. */
final class RewriteProgressBar implements RewriteListener, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final StandardStreams streams;
    private RewriteProgress.@Nullable Stage stage;
    private @Nullable Progress bar;
    private long done;

    RewriteProgressBar(StandardStreams streams) {
        this.streams = streams;
    }

    /** The rewriting, which tells this how far it is. */
    Rewrite watch(Rewrite rewrite) {
        return rewrite.onProgress(this, INTERVAL);
    }

    /** The splitting, which tells this how far it is. */
    Split watch(Split split) {
        return split.onProgress(this, INTERVAL);
    }

    @Override
    public void progress(RewriteProgress progress) {
        if (stage != progress.stage() || bar == null) {
            close();
            stage = progress.stage();
            bar = begin(stage, progress.total());
            done = 0;
        }
        bar.step(progress.done() - done);
        done = progress.done();
    }

    private Progress begin(RewriteProgress.Stage next, long total) {
        String name = next.name().toLowerCase(Locale.ROOT);
        return switch (next) {
            case SCANNING, COPYING -> streams.byteProgress(name, total);
            case MERGING, VERIFYING -> streams.progress(name, total);
        };
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
