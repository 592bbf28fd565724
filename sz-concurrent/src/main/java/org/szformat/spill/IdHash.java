package org.szformat.spill;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of the SHA-256 of an ID's UTF-8, which stand for it: no two IDs are known, nor can be found, that share
 * them. Confined to one thread.
 */
public final class IdHash {
    private final MessageDigest digest;
    private long high;
    private long low;

    /** Of no ID yet. */
    public IdHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Goes on to an ID. */
    public IdHash of(CharSequence id) {
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest(id.toString().getBytes(StandardCharsets.UTF_8)));
        high = bytes.getLong();
        low = bytes.getLong();
        return this;
    }

    /** The first 64 bits. */
    public long high() {
        return high;
    }

    /** The next 64 bits. */
    public long low() {
        return low;
    }
}
