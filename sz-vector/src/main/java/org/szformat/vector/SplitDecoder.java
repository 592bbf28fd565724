package org.szformat.vector;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.szformat.kernel.ShortKernels;

/**
 * {@link ShortKernels#decodeSplit} on vectors as long as the machine has, of 32 values or 16. Where the next large
 * difference stands is looked up first, so that the sums before it need no checks; they wrap as they should. The last
 * vector may reach beyond it, since what it writes there is written anew.
 *
 * <p>Running sums are made as in {@link VectorKernels}.
 */
final class SplitDecoder {
    private static final boolean WIDE = ShortVector.SPECIES_PREFERRED.length() >= 32;
    private static final VectorSpecies<Short> SHORTS = WIDE ? ShortVector.SPECIES_512 : ShortVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = WIDE ? ByteVector.SPECIES_256 : ByteVector.SPECIES_128;
    private static final VectorSpecies<Byte> SEARCHED = WIDE ? ByteVector.SPECIES_512 : ByteVector.SPECIES_256;
    private static final int LANES = SHORTS.length();

    private static final VectorShuffle<Short> ENDS_OF_4 = endsOf(4);
    private static final VectorShuffle<Short> ENDS_OF_8 = endsOf(8);
    private static final VectorShuffle<Short> ENDS_OF_16 = endsOf(16);
    private static final ShortVector SECOND_4 = secondOf(4);
    private static final ShortVector SECOND_8 = secondOf(8);
    private static final ShortVector SECOND_16 = secondOf(16);
    private static final VectorShuffle<Short> LAST = VectorShuffle.fromOp(SHORTS, lane -> LANES - 1);

    private SplitDecoder() {}

    /** For every second group of lanes, the last lane of the group before. */
    private static VectorShuffle<Short> endsOf(int group) {
        return VectorShuffle.fromOp(SHORTS, lane -> Math.max(0, lane / group * group - 1));
    }

    /** All bits of every second group of lanes. */
    private static ShortVector secondOf(int group) {
        short[] bits = new short[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            bits[lane] = (short) (lane / group % 2 == 1 ? -1 : 0);
        }
        return ShortVector.fromArray(SHORTS, bits, 0);
    }

    static int decode(byte[] in, int from, int count, int lowAt, int highAt, int escapes, short[] values, int at) {
        int escape = 0;
        int i = 0;
        while (i < count) {
            int end = nextEscape(in, from + i, from + count) - from;
            i = decodeVectors(in, from, i, Math.min(end, count - LANES + 1), values, at);
            short value = values[at + Math.min(i, end) - 1];
            for (; i < end; i++) {
                value += (short) unzigzag(in[from + i] & 0xFF);
                values[at + i] = value;
            }
            if (end < count) {
                if (escape == escapes) {
                    return escapes + 1;
                }
                int zigzag = ShortKernels.escaped(in, lowAt + escape, highAt + escape);
                values[at + end] = (short) (value + unzigzag(zigzag));
                escape++;
                i = end + 1;
            }
        }
        return escape;
    }

    /** Decodes vectors that begin before {@code end}; returns where the next would begin. */
    private static int decodeVectors(byte[] in, int from, int begin, int end, short[] values, int at) {
        int i = begin;
        ShortVector base = ShortVector.broadcast(SHORTS, values[at + i - 1]);
        for (; i < end; i += LANES) {
            // ZERO_EXTEND_B2S throws on Java 17.
            ShortVector zigzag = ((ShortVector)
                            ByteVector.fromArray(BYTES, in, from + i).convertShape(B2S, SHORTS, 0))
                    .lanewise(AND, (short) 0xFF);
            ShortVector sums = runningSums(zigzag.lanewise(LSHR, 1)
                    .lanewise(XOR, zigzag.lanewise(AND, (short) 1).neg()));
            base.add(sums).intoArray(values, at + i);
            base = base.add(sums.rearrange(LAST));
        }
        return i;
    }

    private static ShortVector runningSums(ShortVector terms) {
        ShortVector of2 =
                terms.add(terms.reinterpretAsLongs().lanewise(LSHL, 16).reinterpretAsShorts());
        ShortVector of4 = of2.add(of2.reinterpretAsLongs().lanewise(LSHL, 32).reinterpretAsShorts());
        ShortVector of8 = of4.add(of4.rearrange(ENDS_OF_4).lanewise(AND, SECOND_4));
        ShortVector of16 = of8.add(of8.rearrange(ENDS_OF_8).lanewise(AND, SECOND_8));
        return WIDE ? of16.add(of16.rearrange(ENDS_OF_16).lanewise(AND, SECOND_16)) : of16;
    }

    private static int nextEscape(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - SEARCHED.length(); i += SEARCHED.length()) {
            int found = ByteVector.fromArray(SEARCHED, bytes, i)
                    .compare(EQ, ShortKernels.ESCAPE)
                    .firstTrue();
            if (found < SEARCHED.length()) {
                return i + found;
            }
        }
        while (i < to && bytes[i] != ShortKernels.ESCAPE) {
            i++;
        }
        return i;
    }

    private static int unzigzag(int zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
