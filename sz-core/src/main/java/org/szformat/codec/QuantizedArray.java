package org.szformat.codec;

import java.util.Arrays;

/**
 * Floating-point values as whole numbers of steps, stored by another codec, with a bound E on the absolute error; values
 * for which the bound would not hold are kept exactly. Loses information.
 *
 * <p>Let {@code step = 2 * E}. A value x is stored as the 32-bit signed integer q nearest to {@code x / step}, of two to
 * the even one, and decodes as {@code q * step}, computed in binary64 and then rounded to the type, to the nearest and
 * of two to the even one. The encoder decodes every q; x is an exception if it is infinite or no number, if q needs more
 * than 32 bits, or if what is decoded differs from x by more than E. Negative zero becomes positive zero.
 *
 * <p>Encoded, {@code n} values of {@code w} bytes of which {@code e} are exceptions are
 *
 * <pre>
 * 4 bytes        e, as all numbers little-endian
 * 4 * e bytes    the indices of the exceptions, from 0, each larger than the one before
 * w * e bytes    their bits
 * the rest       the n values of q, of type I32, by the codec that follows; those of exceptions do not matter
 * </pre>
 */
final class QuantizedArray<A> extends RangeCheckedArray<A> {

    private static final int HEADER = Integer.BYTES;

    private final String name;
    private final int width;
    private final Real<A> real;
    private final ArrayBits<A> bits;
    private final double bound;
    private final double step;
    private final ArrayCodec<int[]> steps;

    QuantizedArray(String name, ArrayKind<A> kind, int width, Real<A> real, double bound, ArrayCodec<int[]> steps) {
        super(kind);
        this.name = name;
        this.width = width;
        this.real = real;
        this.bits = ArrayBits.of(kind);
        this.bound = bound;
        this.step = 2 * bound;
        this.steps = steps;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    public long minEncodedLength(int count) {
        return HEADER + steps.minEncodedLength(count);
    }

    @Override
    public long maxEncodedLength(int count) {
        return HEADER + (long) count * (Integer.BYTES + width) + steps.maxEncodedLength(count);
    }

    @Override
    int put(A values, int from, int count, byte[] out, int at) {
        int[] numbers = new int[count];
        int[] exceptions = new int[0];
        int found = 0;
        double[] reals = new double[Math.min(count, ArrayBits.CHUNK)];
        double[] decoded = new double[reals.length];
        int last = 0;
        for (int i = 0; i < count; i += ArrayBits.CHUNK) {
            int n = Math.min(ArrayBits.CHUNK, count - i);
            real.load(values, from + i, n, reals);
            for (int j = 0; j < n; j++) {
                numbers[i + j] = (int) Math.rint(reals[j] / step); // saturates; NaN gives 0
                decoded[j] = numbers[i + j] * step;
            }
            real.narrow(decoded, n);
            for (int j = 0; j < n; j++) {
                if (isWithinBound(reals[j], decoded[j])) {
                    last = numbers[i + j];
                } else {
                    if (found == exceptions.length) {
                        exceptions = Arrays.copyOf(exceptions, Math.min(count, 16 + 2 * found));
                    }
                    exceptions[found++] = i + j;
                    numbers[i + j] = last;
                }
            }
        }
        int end = putExceptions(values, from, exceptions, found, out, at);
        return steps.encode(numbers, 0, count, out, end);
    }

    private int putExceptions(A values, int from, int[] exceptions, int found, byte[] out, int at) {
        int index = putBytes(found, Integer.BYTES, out, at);
        int data = index + Integer.BYTES * found;
        long[] word = new long[1];
        for (int k = 0; k < found; k++) {
            index = putBytes(exceptions[k], Integer.BYTES, out, index);
            bits.load(values, from + exceptions[k], 1, word);
            data = putBytes(word[0], width, out, data);
        }
        return data;
    }

    /** Whether |a − b| ≤ bound, exactly. */
    private boolean isWithinBound(double a, double b) {
        double difference = a - b;
        double magnitude = Math.abs(difference);
        if (magnitude != bound) {
            // Rounding is monotonic and the bound a double: what rounds to less is less.
            return magnitude < bound;
        }
        // Knuth's two-sum: what rounding took from the difference.
        double minusB = difference - a;
        double lost = (a - (difference - minusB)) + (-b - minusB);
        return lost == 0 || (lost < 0) == (difference > 0);
    }

    @Override
    void get(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException {
        long found = getBytes(in, from, Integer.BYTES);
        long stepsAt = from + HEADER + found * (Integer.BYTES + width);
        if (found > count || stepsAt > to) {
            throw new CorruptDataException(
                    name, 0, found + " exceptions", "no more than values and bytes, " + count + " and " + (to - from));
        }
        int[] numbers = new int[count];
        steps.decode(in, (int) stepsAt, to, numbers, 0, count);
        double[] decoded = new double[Math.min(count, ArrayBits.CHUNK)];
        for (int i = 0; i < count; i += ArrayBits.CHUNK) {
            int n = Math.min(ArrayBits.CHUNK, count - i);
            for (int j = 0; j < n; j++) {
                decoded[j] = numbers[i + j] * step;
            }
            real.store(decoded, n, values, at + i);
        }
        getExceptions(in, from, values, at, count, (int) found);
    }

    private void getExceptions(byte[] in, int from, A values, int at, int count, int found)
            throws CorruptDataException {
        int indexAt = from + HEADER;
        int data = indexAt + Integer.BYTES * found;
        long[] word = new long[1];
        long least = 0;
        for (int k = 0; k < found; k++) {
            long index = getBytes(in, indexAt, Integer.BYTES);
            if (index < least || index >= count) {
                throw new CorruptDataException(
                        name, indexAt - from, "index " + index, "one from " + least + " to " + (count - 1));
            }
            word[0] = getBytes(in, data, width);
            bits.store(word, 1, values, at + (int) index);
            least = index + 1;
            indexAt += Integer.BYTES;
            data += width;
        }
    }

    private static int putBytes(long value, int bytes, byte[] out, int at) {
        for (int k = 0; k < bytes; k++) {
            out[at + k] = (byte) (value >>> (8 * k));
        }
        return at + bytes;
    }

    private static long getBytes(byte[] in, int at, int bytes) {
        long value = 0;
        for (int k = 0; k < bytes; k++) {
            value |= (in[at + k] & 0xFFL) << (8 * k);
        }
        return value;
    }
}
