package org.szformat.record;

/** Finds chars that cannot be written as UTF-8. */
final class Surrogates {
    private Surrogates() {}

    /** The index of the first unpaired surrogate, or −1. */
    static int firstUnpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
