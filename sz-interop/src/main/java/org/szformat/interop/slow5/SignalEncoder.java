package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.codec.ByteArrayBuilder;

/** Makes bytes of signals; confined to one thread at a time. */
interface SignalEncoder extends Closeable {
    /** The bytes of what a record counts: 2 where that is samples, 1 where it is bytes. */
    int width();

    /**
     * Appends the bytes of a signal.
     *
     * @throws IllegalArgumentException when it cannot be encoded so
     */
    void encode(short[] signal, ByteArrayBuilder out);

    @Override
    void close();
}
