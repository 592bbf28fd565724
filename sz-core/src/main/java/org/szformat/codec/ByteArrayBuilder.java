package org.szformat.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * A growing array of bytes that encoders append to, and that can be emptied and used again.
 *
 * <p>{@link #array()} gives the bytes uncopied; what it returns is valid until something is appended. Not thread-safe.
 */
public final class ByteArrayBuilder {

    /** The most bytes that a builder holds: what every Java machine can allocate. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int length;

    /**
     * Makes an empty builder.
     *
     * @param capacity the bytes to make room for at once, at least 0
     */
    public ByteArrayBuilder(int capacity) {
        array = new byte[capacity];
    }

    /**
     * The array that holds the bytes, from index 0 to {@link #length()}; it may be longer.
     *
     * @return the builder's own array
     */
    public byte[] array() {
        return array;
    }

    /**
     * The number of bytes appended.
     *
     * @return the length
     */
    public int length() {
        return length;
    }

    /** Forgets all bytes and keeps the memory. */
    public void clear() {
        length = 0;
    }

    /**
     * Makes room for bytes that the caller then writes to the array from {@link #length()} on, and claims by
     * {@link #setLength}.
     *
     * @param extra the number of bytes, at least 0
     * @return the array, as {@link #array()} now returns it
     * @throws IllegalArgumentException if the builder would exceed {@link #MAX_LENGTH}
     */
    public byte[] reserve(long extra) {
        long needed = length + extra;
        if (needed > array.length) {
            if (needed > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        extra + " bytes do not fit after " + length + "; at most " + MAX_LENGTH + " do in all");
            }
            array = Arrays.copyOf(array, (int) Math.min(MAX_LENGTH, Math.max(needed, array.length * 3L / 2)));
        }
        return array;
    }

    /**
     * Sets the number of bytes: claims bytes that were written to {@linkplain #reserve reserved} room, or drops the
     * last ones.
     *
     * @param newLength from 0 to the length of the array
     * @throws IndexOutOfBoundsException if it is not
     */
    public void setLength(int newLength) {
        length = Objects.checkIndex(newLength, array.length + 1);
    }

    /**
     * Appends a range of bytes.
     *
     * @param bytes the array
     * @param from the first byte
     * @param to the byte after the last
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the builder would exceed {@link #MAX_LENGTH}
     */
    public void append(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        System.arraycopy(bytes, from, reserve(to - from), length, to - from);
        length += to - from;
    }

    /**
     * Copies the bytes.
     *
     * @return a new array of {@link #length()} bytes
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }
}
