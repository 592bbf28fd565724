package org.szformat.spill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Entries of a {@link SpillSort}, one behind the other: the length of the key and of the payload, as ints, then both. Keys
 * are compared as unsigned bytes. Confined to one thread at a time.
 */
public final class EntryBuffer {
    /** Bytes before a key. */
    static final int HEADER = 2 * Integer.BYTES;

    /** So much is kept when it is cleared. */
    private static final int MOST_KEPT = 1 << 20;

    private ByteBuffer bytes;
    private int entryAt;
    private int payloadAt;

    /** No entries yet, but room for so many bytes of them, about. */
    public EntryBuffer(long expected) {
        int capacity = (int) Math.min(1 << 30, Math.max(1 << 8, expected));
        bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Begins an entry with its key. */
    public void beginKey() {
        entryAt = bytes.position();
        room(HEADER).position(entryAt + HEADER);
    }

    /** Goes on with its payload. */
    public void beginPayload() {
        payloadAt = bytes.position();
    }

    public void endEntry() {
        bytes.putInt(entryAt, payloadAt - entryAt - HEADER);
        bytes.putInt(entryAt + Integer.BYTES, bytes.position() - payloadAt);
    }

    /** A little-endian buffer at whose position there is so much room. */
    ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            long wanted = (long) bytes.position() + more;
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a record that is to be sorted takes " + wanted
                        + " bytes or more; at most " + (Integer.MAX_VALUE - 8) + " are possible");
            }
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, 2L * bytes.capacity()));
            int position = bytes.position();
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(position);
        }
        return bytes;
    }

    /** Puts a long so that greater ones, unsigned, have greater bytes. */
    public void putOrdered(long value) {
        room(Long.BYTES).putLong(Long.reverseBytes(value));
    }

    byte[] array() {
        return bytes.array();
    }

    public int length() {
        return bytes.position();
    }

    /** Forgets its entries. */
    public void clear() {
        if (bytes.capacity() > MOST_KEPT) {
            bytes = ByteBuffer.allocate(MOST_KEPT).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.clear();
    }
}
