package org.szformat.interop.ipc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.szformat.Limits;

/** Little-endian bytes that grow. */
final class BufferBuilder {
    private static final int FIRST_CAPACITY = 64;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

    /** The buffer to write so many bytes to, with room for them. */
    ByteBuffer room(long wanted) {
        if (bytes.remaining() < wanted) {
            long needed = bytes.position() + wanted;
            if (needed > Limits.MAX_ARRAY) {
                throw new IllegalArgumentException("a column of " + needed + " bytes in one batch is more than the "
                        + Limits.MAX_ARRAY + " that are possible");
            }
            long capacity = Math.min(Limits.MAX_ARRAY, Math.max(needed, 2L * bytes.capacity()));
            bytes = ByteBuffer.allocate((int) capacity)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        return bytes;
    }

    int length() {
        return bytes.position();
    }

    byte[] array() {
        return bytes.array();
    }

    void or(int at, int bits) {
        bytes.put(at, (byte) (bytes.get(at) | bits));
    }
}
