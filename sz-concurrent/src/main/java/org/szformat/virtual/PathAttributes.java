package org.szformat.virtual;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attributes that members have from their paths. */
final class PathAttributes {
    private final Map<String, Pattern> patterns;

    PathAttributes(Map<String, Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * The attributes of a member, besides those that it has.
     *
     * @throws IllegalArgumentException when its path does not match
     */
    Map<String, String> of(Path path, Map<String, String> known) {
        Map<String, String> all = new LinkedHashMap<>(known);
        String text = path.toString().replace(path.getFileSystem().getSeparator(), "/");
        patterns.forEach((name, pattern) -> all.put(name, value(name, pattern, text)));
        return all;
    }

    private static String value(String name, Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        String value = null;
        if (matcher.find()) {
            value = hasGroup(matcher, name) ? matcher.group(name) : matcher.group(Math.min(1, matcher.groupCount()));
        }
        if (value == null) {
            throw new IllegalArgumentException(path + ": found nothing that matches '" + pattern
                    + "', which the attribute '" + name + "' is taken by");
        }
        return value;
    }

    private static boolean hasGroup(Matcher matcher, String name) {
        try {
            matcher.start(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
