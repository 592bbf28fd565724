package org.szformat.kernel;

/**
 * Zigzag differences of 16-bit values in one byte each: the loops in which signal codecs spend their time.
 *
 * <p>The difference d of a value to the one before it is the exact one, of numbers from −32768 to 32767 or from 0 to
 * 65535, as {@link Sign} says. Its zigzag number is {@code 2d} for {@code d >= 0}, else {@code -2d - 1}. All
 * implementations give the same results for the same arguments. They keep no state between calls and may be used by any
 * number of threads.
 *
 * <p>Callers check ranges. With ranges that do not lie in their arrays, an {@link IndexOutOfBoundsException} is thrown,
 * perhaps after part of the work.
 */
public interface ShortKernels {

    /** Stands for every zigzag number from 255 on. */
    byte ESCAPE = (byte) 255;

    /** How 16 bits are taken as a number. */
    enum Sign {
        /** From −32768 to 32767. */
        SIGNED(-1, 0x8000),

        /** From 0 to 65535. */
        UNSIGNED(0xFFFF, 0);

        private final int mask;
        private final int bias;

        Sign(int mask, int bias) {
            this.mask = mask;
            this.bias = bias;
        }

        /**
         * Takes 16 bits as a number.
         *
         * @param bits the bits
         * @return the number
         */
        public int value(short bits) {
            return bits & mask;
        }

        /**
         * What a number has in excess of 16 bits; for loops that look at it only at their end.
         *
         * @param value any number
         * @return 0 exactly if the number is in the range
         */
        public int excess(int value) {
            return (value + bias) >>> 16;
        }
    }

    /**
     * Encodes differences: {@code out[at + i]} becomes the zigzag number of {@code values[from + i] - values[from + i - 1]},
     * or {@link #ESCAPE} where that is 255 or more.
     *
     * @param values the values
     * @param from the first value whose difference is encoded, at least 1
     * @param count how many there are
     * @param sign how values are taken
     * @param out the array for the bytes
     * @param at where they begin
     */
    void encode(short[] values, int from, int count, Sign sign, byte[] out, int at);

    /**
     * Decodes differences: {@code values[at + i]} becomes {@code values[at + i - 1]} plus the difference whose zigzag
     * number is {@code in[from + i]}. Stops before a byte {@link #ESCAPE}, and before a sum that leaves the range of its
     * sign.
     *
     * @param in the bytes
     * @param from the first byte
     * @param count how many there are
     * @param sign how values are taken
     * @param values the array to fill; holds the value before the first
     * @param at where the values begin, at least 1
     * @return the number of values decoded; those after them are unchanged
     */
    int decode(byte[] in, int from, int count, Sign sign, short[] values, int at);

    /**
     * Decodes differences modulo 2<sup>16</sup>, the large ones of which are kept apart: {@code values[at + i]} becomes
     * {@code values[at + i - 1]} plus the difference whose zigzag number is {@code in[from + i]} or, where that is
     * {@link #ESCAPE}, 255 more than the next number of two planes.
     *
     * @param in the bytes
     * @param from the first byte
     * @param count how many there are
     * @param lowAt where the low bytes of the numbers begin that exceed 255
     * @param highAt where their high bytes begin
     * @param escapes how many numbers there are
     * @param sign how values are most likely taken, which makes no difference to the result
     * @param values the array to fill; holds the value before the first
     * @param at where the values begin, at least 1
     * @return how many of the bytes are {@link #ESCAPE}; when these are more than there are numbers for, any larger number
     *     than {@code escapes}, and the values are unspecified
     */
    int decodeSplit(
            byte[] in, int from, int count, int lowAt, int highAt, int escapes, Sign sign, short[] values, int at);

    /**
     * A number of two planes as a zigzag number.
     *
     * @param in the bytes
     * @param lowAt its low byte
     * @param highAt its high byte
     * @return 255 more than the number
     */
    static int escaped(byte[] in, int lowAt, int highAt) {
        return (ESCAPE & 0xFF) + ((in[lowAt] & 0xFF) | ((in[highAt] & 0xFF) << 8));
    }

    /**
     * The implementation in plain Java.
     *
     * @return the one that is always there
     */
    static ShortKernels plain() {
        return PlainKernels.INSTANCE;
    }
}
