package org.szformat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.szformat.cli.term.StandardStreams;
import org.szformat.exchange.Damage;
import org.szformat.interop.sz.LostRows;

/** What is done about damaged records of a file; tells and counts those that are passed over. Confined to one thread. */
final class DamagePolicy {
    private final boolean skips;
    private final Path file;
    private final StandardStreams streams;
    private long skipped;
    private boolean isPartial;

    DamagePolicy(boolean skips, Path file, StandardStreams streams) {
        this.skips = skips;
        this.file = file;
        this.streams = streams;
    }

    /** Whether they are passed over. */
    boolean skips() {
        return skips;
    }

    /** Passes over records. */
    void skip(List<LostRows> damages) {
        for (LostRows damage : damages) {
            streams.warn(file + ": " + damage.which() + " skipped; " + damage.fault());
            skipped += damage.records();
        }
    }

    /** Passes over records of a file of another format. */
    void skip(Damage damage) {
        streams.warn(file + ": " + damage.which() + " skipped; " + damage.fault());
        skipped += damage.records().orElse(0);
        isPartial |= damage.records().isEmpty();
    }

    /** Passes over an ID that cannot be looked up. */
    void skipId(String id, String fault) {
        streams.warn(file + ": '" + id + "' skipped; " + fault);
        skipped++;
    }

    /** That something was passed over, if it was. */
    Optional<String> failure() {
        if (skipped == 0) {
            return isPartial ? Optional.of("damaged parts skipped") : Optional.empty();
        }
        return Optional.of(Wording.count(skipped, "damaged record") + " skipped");
    }

    /** Fails when anything was passed over. */
    void finish() throws FailedException {
        Optional<String> failure = failure();
        if (failure.isPresent()) {
            throw new FailedException(file + ": " + failure.get());
        }
    }
}
