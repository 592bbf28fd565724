package org.szformat.cli;

import org.szformat.concurrent.ParallelReading;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many threads work. */
final class ThreadOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), ParallelReading.MAX_WORKERS);

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "How many threads work; as many as there are processors by default.")
    void setThreads(int value) {
        if (value < 1 || value > ParallelReading.MAX_WORKERS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is " + value + "; it must be 1 to " + ParallelReading.MAX_WORKERS);
        }
        threads = value;
    }

    int threads() {
        return threads;
    }
}
