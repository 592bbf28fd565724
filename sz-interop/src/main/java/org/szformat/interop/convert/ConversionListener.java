package org.szformat.interop.convert;

import java.nio.file.Path;
import org.szformat.exchange.Damage;

/** Told how a conversion goes, by the thread that called it. */
public interface ConversionListener {
    /** One that takes no notice. */
    ConversionListener NONE = new ConversionListener() {};

    /** Something people should know although the work goes on. */
    default void warning(String message) {}

    /** Damage of an input was passed over. */
    default void damaged(Path input, Damage damage) {}

    /**
     * More is done.
     *
     * @param bytes how many bytes of the inputs are done by now
     * @param total how many there are
     */
    default void advanced(long bytes, long total) {}
}
