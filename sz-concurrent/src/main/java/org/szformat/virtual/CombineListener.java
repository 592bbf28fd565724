package org.szformat.virtual;

/** Is told how far combining is, and what people should know. Called on the thread that combines. */
public interface CombineListener {
    /** Hears nothing. */
    CombineListener NONE = new CombineListener() {};

    /** Something that loses nothing, but that people should know. */
    default void warning(String message) {}

    /**
     * Some inputs are done.
     *
     * @param inputs how many so far
     * @param of how many there are
     */
    default void advanced(long inputs, long of) {}
}
