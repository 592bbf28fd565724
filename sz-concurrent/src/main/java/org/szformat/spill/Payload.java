package org.szformat.spill;

/**
 * The payload of an entry that came from a {@link SpillSort}: part of an array, which nobody changes. Of a sort on disk it
 * keeps the block that it came in.
 *
 * @param bytes what holds it
 * @param from where it begins
 * @param length how many bytes it has
 */
@SuppressWarnings("ArrayRecordComponent") // read-only, never compared
public record Payload(byte[] bytes, int from, int length) {
    /** What it takes in memory besides its bytes. */
    public static final int FOOTPRINT = 32;
}
