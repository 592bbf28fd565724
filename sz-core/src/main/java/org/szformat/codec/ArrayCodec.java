package org.szformat.codec;

import java.util.OptionalInt;

/**
 * A {@link ValueCodec} made up for one value type: turns ranges of an array into bytes and back.
 *
 * <p>Lengths are in bytes, counts in values. Implementations have no state and may be used by any number of threads.
 *
 * @param <A> the array that the values travel in
 */
public interface ArrayCodec<A> {

    /**
     * The arrays that this codec reads and fills.
     *
     * @return the kind of array
     */
    ArrayKind<A> kind();

    /**
     * The fewest bytes that so many values can be encoded in.
     *
     * @param count the number of values, at least 0
     * @return a number of bytes
     */
    long minEncodedLength(int count);

    /**
     * The most bytes that so many values can be encoded in, and the room that {@link #encode} wants.
     *
     * @param count the number of values, at least 0
     * @return a number of bytes
     */
    long maxEncodedLength(int count);

    /**
     * The bytes that each value takes, where that is the same for all: only then does the length of encoded bytes tell
     * how many values they hold.
     *
     * @return the width, or nothing
     */
    OptionalInt fixedWidth();

    /**
     * Whether the encoded bytes of an array of bytes are that array, so that nothing need be done.
     *
     * @return whether this codec is for {@code byte[]} and changes nothing
     */
    default boolean isIdentity() {
        return false;
    }

    /**
     * Encodes a range of values.
     *
     * @param values the array
     * @param from the first value
     * @param count the number of values
     * @param out the array to write into; any of its bytes from {@code at} to {@code at + maxEncodedLength(count)} may
     *     be overwritten
     * @param at where to write
     * @return the end of what was written
     * @throws IndexOutOfBoundsException if the values do not lie in their array, or {@code out} has less than
     *     {@code maxEncodedLength(count)} bytes from {@code at} on
     */
    int encode(A values, int from, int count, byte[] out, int at);

    /**
     * Decodes a range of bytes that holds exactly the given number of values. After an exception, the values in the
     * range to be filled are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param values the array to fill
     * @param at the first value to fill
     * @param count the number of values
     * @throws CorruptDataException if the bytes are no encoding of so many values of the type
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    void decode(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException;
}
