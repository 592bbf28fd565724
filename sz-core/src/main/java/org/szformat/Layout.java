package org.szformat;

/** How a file lies on disk. */
public enum Layout {
    /** A directory of the two files {@code index} and {@code dat}, as pysz 0.3 and 0.4 read and write it. */
    DIRECTORY("directory");

    private final String label;

    Layout(String label) {
        this.label = label;
    }

    /** The name by which users call it. */
    @Override
    public String toString() {
        return label;
    }
}
