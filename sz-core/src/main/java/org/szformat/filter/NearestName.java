package org.szformat.filter;

import java.util.List;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The name with the fewest edits from what was written, if that are few; else an empty one. */
    static String of(String written, List<String> names) {
        String nearest = "";
        int least = 1 + Math.min(written.length(), LONGEST) / 3;
        for (String name : names) {
            if (Math.max(name.length(), written.length()) <= LONGEST) {
                int edits = edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (edits < least) {
                    least = edits;
                    nearest = name;
                }
            }
        }
        return nearest;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
