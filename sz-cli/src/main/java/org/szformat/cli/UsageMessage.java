package org.szformat.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What users read of a wrong call. */
final class UsageMessage {
    private static final String PREFIX = "Error: ";

    private UsageMessage() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return of(unmatched);
        }
        String message = String.valueOf(e.getMessage());
        return message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
    }

    private static String of(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty() && !e.isUnknownOption();
        String what = isCommand ? "command" : e.isUnknownOption() ? "option" : "further argument";
        List<String> suggestions = e.getSuggestions();
        String hint = suggestions.isEmpty() ? "" : "; is it " + String.join(" or ", suggestions) + "?";
        return "there is no " + what + " '" + argument + "'" + hint;
    }
}
