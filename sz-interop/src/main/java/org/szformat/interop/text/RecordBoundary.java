package org.szformat.interop.text;

/** Finds where records end in a file that is read front to back. Confined to one thread. */
@FunctionalInterface
public interface RecordBoundary {
    /**
     * Looks at more bytes; every byte of the file is looked at once, in order.
     *
     * @param buffer holds them
     * @param from the first
     * @param to behind the last
     * @return the index behind the last of these bytes that ends a record, or −1 when none does
     */
    int lastEnd(byte[] buffer, int from, int to);

    /** Records that are lines. */
    static RecordBoundary lines() {
        return (buffer, from, to) -> {
            for (int i = to; i > from; i--) {
                if (buffer[i - 1] == '\n') {
                    return i;
                }
            }
            return -1;
        };
    }
}
