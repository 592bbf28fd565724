package org.szformat.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.szformat.number.FloatText;

/**
 * One stage of a pipeline's text: {@code name} or {@code name(argument)}.
 *
 * @param name the name
 * @param argument what stands in brackets, if anything does
 * @param number the stage's number in the pipeline, from 1
 * @param position the index of its first character in the text
 */
record CodecStage(String name, @Nullable String argument, int number, int position) {

    private static final Pattern STAGE = Pattern.compile("([a-z][a-z0-9-]*)(?:\\(([^(),]*)\\))?");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?");
    private static final int LONGEST_TEXT = 1000;

    static List<CodecStage> split(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("codec of " + text.length() + " characters; at most " + LONGEST_TEXT);
        }
        List<CodecStage> stages = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            stages.add(parse(text.substring(from, to), stages.size() + 1, from));
            from = to + 1;
        }
        return stages;
    }

    private static CodecStage parse(String padded, int number, int from) {
        String stage = padded.strip();
        int position = from + padded.indexOf(stage);
        Matcher matcher = STAGE.matcher(stage);
        if (!matcher.matches()) {
            throw error(stage, number, position, "is neither NAME nor NAME(ARGUMENT)");
        }
        String argument = matcher.group(2);
        return new CodecStage(matcher.group(1), argument == null ? null : argument.strip(), number, position);
    }

    void requireNoArgument() {
        if (argument != null) {
            throw error("takes no argument");
        }
    }

    int intArgument(int min, int max) {
        if (argument != null && argument.matches("-?[0-9]{1,9}")) {
            int value = Integer.parseInt(argument);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw error("needs a whole number from " + min + " to " + max + " in brackets");
    }

    double positiveArgument(double max) {
        if (argument != null && DECIMAL.matcher(argument).matches()) {
            double value = FloatText.parseDouble(argument);
            if (value > 0 && value <= max) {
                return value;
            }
        }
        throw error("needs a decimal number above 0 and at most " + FloatText.shortest(max) + " in brackets");
    }

    /** Complains about this stage. */
    IllegalArgumentException error(String complaint) {
        return error(argument == null ? name : name + '(' + argument + ')', number, position, complaint);
    }

    private static IllegalArgumentException error(String stage, int number, int position, String complaint) {
        return new IllegalArgumentException(
                "codec stage " + number + " \"" + stage + "\" at character " + position + ' ' + complaint);
    }
}
