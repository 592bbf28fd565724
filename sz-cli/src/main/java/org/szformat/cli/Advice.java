package org.szformat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.merge.ConflictException;
import org.szformat.split.SplitTableException;
import picocli.CommandLine.Model.CommandSpec;

/** What users can do about what the library refuses: which of the command's options says what is to be done then. */
final class Advice {
    private Advice() {}

    /**
     * Some options, of which each can do it.
     *
     * @param names of the options
     * @param use what they do
     */
    private record Remedy(List<String> names, String use) {
        boolean isKnownTo(CommandSpec command) {
            return names.stream().allMatch(name -> command.findOption(name) != null);
        }

        @Override
        public String toString() {
            return String.join(" or ", names) + " " + use;
        }
    }

    /** What to do about a failure of a command, if one of its options helps. */
    static Optional<String> of(Throwable failure, CommandSpec command) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            List<Remedy> remedies = remedies(cause).stream()
                    .filter(remedy -> remedy.isKnownTo(command))
                    .toList();
            if (!remedies.isEmpty()) {
                return Optional.of(remedies.stream().map(Remedy::toString).collect(Collectors.joining("; ")));
            }
        }
        return Optional.empty();
    }

    private static List<Remedy> remedies(Throwable failure) {
        List<Remedy> remedies = new ArrayList<>();
        if (failure instanceof ConflictException conflict) {
            remedies.add(
                    switch (conflict.conflict()) {
                        case FIELDS -> new Remedy(List.of("--union"), "fills what is missing, where types agree");
                        case RUNS -> new Remedy(List.of("--allow"), "takes what the first says, and keeps the others");
                        case IDS ->
                            new Remedy(List.of("--on-duplicate"), "says which to take: first, last, suffix or keep");
                    });
        } else if (failure instanceof SplitTableException table) {
            table.faults().stream().sorted().map(Advice::remedy).forEach(remedies::add);
        }
        return remedies;
    }

    private static Remedy remedy(SplitTableException.Fault fault) {
        return switch (fault) {
            case ID_COLUMN -> new Remedy(List.of("--read-id-column"), "does it");
            case UNLISTED -> new Remedy(List.of("--missing", "--drop-missing"), "says it of those not listed");
            case AMBIGUOUS -> new Remedy(List.of("--multi", "--multi-each"), "says it of those with different values");
        };
    }
}
