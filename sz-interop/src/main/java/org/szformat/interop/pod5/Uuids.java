package org.szformat.interop.pod5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Read IDs: 16 bytes in files, text elsewhere. */
final class Uuids {
    static final int BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int TEXT_LENGTH = 36;

    private Uuids() {}

    static String text(byte[] bytes, int at) {
        return new UUID((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8)).toString();
    }

    /** The bytes of a UUID's text, 36 characters long; null when the text is none. */
    static byte @Nullable [] bytes(String text) {
        UUID uuid;
        try {
            uuid = text.length() == TEXT_LENGTH ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            uuid = null;
        }
        // The JDK also takes groups of other lengths.
        if (uuid == null || !uuid.toString().equalsIgnoreCase(text)) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        LONG.set(bytes, 0, uuid.getMostSignificantBits());
        LONG.set(bytes, 8, uuid.getLeastSignificantBits());
        return bytes;
    }
}
