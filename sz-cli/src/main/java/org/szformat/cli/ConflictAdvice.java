package org.szformat.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.merge.ConflictException;
import picocli.CommandLine.Model.CommandSpec;

/** What users can do about files that do not go together: which option of the command takes them. */
final class ConflictAdvice {
    private ConflictAdvice() {}

    /** What to do about a failure of a command, if one of its options helps. */
    static Optional<String> of(Throwable failure, CommandSpec command) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConflictException conflict) {
                return switch (conflict.conflict()) {
                    case FIELDS -> ifKnown(command, "--union", "fills what is missing, where types agree");
                    case RUNS -> ifKnown(command, "--allow", "takes what the first says, and keeps the others");
                    case IDS -> ifKnown(command, "--on-duplicate", "says which to take: first, last, suffix or keep");
                };
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ifKnown(CommandSpec command, String option, String use) {
        return command.findOption(option) == null ? Optional.empty() : Optional.of(option + " " + use);
    }
}
