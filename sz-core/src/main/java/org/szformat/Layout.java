package org.szformat;

/** How a file lies on disk. */
public enum Layout {
    /** A directory of the two files {@code index} and {@code dat}, as pysz 0.3 and 0.4 read and write it. */
    DIRECTORY("directory"),
    /** A single file of checked chunks with indexes, which is what files are unless something else is asked for. */
    CONTAINER("container"),
    /** A manifest of other files, which are read as one; {@code sz combine} makes it. */
    VIRTUAL("virtual");

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
