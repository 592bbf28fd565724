package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.interop.ReadFields;

/** Makes signals of their bytes; confined to one thread at a time. */
interface SignalDecoder extends Closeable {
    /** The bytes of what a record counts: 2 where that is samples, 1 where it is bytes. */
    int width();

    /** The signal in a range of bytes. */
    short[] decode(byte[] in, int from, int to) throws Fault;

    @Override
    void close();

    /** Checks a number of samples before there is memory for them; {@code most} is what the bytes could hold. */
    static int requireCount(long count, long most, long maxBytes) throws Fault {
        String field = ReadFields.RAW_SIGNAL.fieldName();
        if (count < 0 || count > most) {
            throw new Fault(field, Long.toUnsignedString(count) + " samples", "at most " + most + " in so many bytes");
        } else if (count > maxBytes / Short.BYTES) {
            throw new Fault(field, count + " samples", "at most " + maxBytes / Short.BYTES);
        }
        return (int) count;
    }
}
