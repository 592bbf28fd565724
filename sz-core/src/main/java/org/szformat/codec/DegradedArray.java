package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * Integers rounded to multiples of 2<sup>b</sup>, stored as their quotients by another codec. Loses information.
 *
 * <p>A value x becomes the quotient {@code q = floor((x + 2^(b-1)) / 2^b)}: it is rounded to the nearest multiple, and
 * up if two are equally near. Where the multiple would be larger than the type's largest value, q is one less. So q is
 * from {@code floor(min / 2^b)} to {@code floor(max / 2^b)}, and is stored as a value of the same type by the codec
 * that follows. Decoded, x is {@code q * 2^b}; a q outside that range is malformed.
 *
 * <p>But for the largest values, which do not wrap around here, this is the rounding of {@code slow5tools degrade -b}
 * ({@code round_to_power_of_2} in {@code slow5_press.c} of slow5lib).
 */
final class DegradedArray<A> extends RangeCheckedArray<A> {

    private final String name;
    private final ValueType type;
    private final int bits;
    private final ArrayCodec<A> quotients;
    private final ArrayBits<A> arrayBits;
    private final long min;
    private final long max;

    DegradedArray(String name, ValueType type, int bits, ArrayCodec<A> quotients) {
        super(quotients.kind());
        this.name = name;
        this.type = type;
        this.bits = bits;
        this.quotients = quotients;
        this.arrayBits = ArrayBits.of(quotients.kind());
        this.min = type.minValue() >> bits;
        this.max = type.isSigned() ? type.maxValue() >> bits : type.maxValue() >>> bits;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    public long minEncodedLength(int count) {
        return quotients.minEncodedLength(count);
    }

    @Override
    public long maxEncodedLength(int count) {
        return quotients.maxEncodedLength(count);
    }

    @Override
    int put(A values, int from, int count, byte[] out, int at) {
        A rounded = kind().allocate(count);
        long[] words = new long[Math.min(count, ArrayBits.CHUNK)];
        for (int i = 0; i < count; i += ArrayBits.CHUNK) {
            int n = Math.min(ArrayBits.CHUNK, count - i);
            arrayBits.load(values, from + i, n, words);
            ArrayBits.extendSigns(words, n, type);
            for (int j = 0; j < n; j++) {
                long word = words[j];
                long floor = type.isSigned() ? word >> bits : word >>> bits;
                words[j] = Math.min(floor + ((word >>> (bits - 1)) & 1), max);
            }
            arrayBits.store(words, n, rounded, i);
        }
        return quotients.encode(rounded, 0, count, out, at);
    }

    @Override
    void get(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException {
        quotients.decode(in, from, to, values, at, count);
        long[] words = new long[Math.min(count, ArrayBits.CHUNK)];
        for (int i = 0; i < count; i += ArrayBits.CHUNK) {
            int n = Math.min(ArrayBits.CHUNK, count - i);
            arrayBits.load(values, at + i, n, words);
            ArrayBits.extendSigns(words, n, type);
            for (int j = 0; j < n; j++) {
                long quotient = words[j];
                if (quotient < min || quotient > max) {
                    throw new CorruptDataException(
                            name, 0, "quotient " + quotient + " of index " + (i + j), min + " to " + max);
                }
                words[j] = quotient << bits;
            }
            arrayBits.store(words, n, values, at + i);
        }
    }
}
