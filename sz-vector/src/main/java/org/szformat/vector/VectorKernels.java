package org.szformat.vector;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2B;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.szformat.kernel.ShortKernels;

/**
 * {@link ShortKernels} on vectors of sixteen values.
 *
 * <p>Running sums are made in steps that double what they cover: within words of 64 bits by shifts, then across them;
 * Hillis and Steele, "Data parallel algorithms", Communications of the ACM 29 (1986).
 */
final class VectorKernels implements ShortKernels {

    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final int LANES = 16;
    private static final int LANES_OF_WORD = 4;

    private static final int TOP_BIT = 0x8000;

    /** For every second word, the last lane of the word before. */
    private static final VectorShuffle<Short> END_OF_WORD =
            VectorShuffle.fromOp(SHORTS, lane -> Math.max(0, lane / LANES_OF_WORD * LANES_OF_WORD - 1));

    private static final ShortVector SECOND_WORDS = lanes(lane -> lane / LANES_OF_WORD % 2 == 1);

    private static final VectorShuffle<Short> END_OF_HALF = VectorShuffle.fromOp(SHORTS, lane -> LANES / 2 - 1);

    private static final ShortVector SECOND_HALF = lanes(lane -> lane >= LANES / 2);

    private static final VectorShuffle<Short> LAST = VectorShuffle.fromOp(SHORTS, lane -> LANES - 1);

    VectorKernels() {}

    @FunctionalInterface
    private interface LanePredicate {
        boolean test(int lane);
    }

    /** All bits of some lanes. */
    private static ShortVector lanes(LanePredicate predicate) {
        short[] bits = new short[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            bits[lane] = (short) (predicate.test(lane) ? -1 : 0);
        }
        return ShortVector.fromArray(SHORTS, bits, 0);
    }

    /** Whether vectors of this length are what the processor has; shorter ones would be emulated. */
    static boolean suitThisMachine() {
        return ShortVector.SPECIES_PREFERRED.length() >= LANES;
    }

    @Override
    public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {
        short flip = flip(sign);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            ShortVector now = ShortVector.fromArray(SHORTS, values, from + i);
            ShortVector before = ShortVector.fromArray(SHORTS, values, from + i - 1);
            ShortVector difference = now.sub(before);
            // The difference is not the exact one if it has not the sign of what is subtracted from something unlike
            // it.
            ShortVector overflow = now.lanewise(XOR, before)
                    .lanewise(AND, now.lanewise(XOR, difference).lanewise(XOR, flip))
                    .lanewise(ASHR, 15);
            ShortVector zigzag = difference
                    .lanewise(LSHL, 1)
                    .lanewise(XOR, difference.lanewise(ASHR, 15))
                    .lanewise(OR, overflow);
            VectorMask<Short> large = zigzag.lanewise(LSHR, 8).compare(NE, (short) 0);
            ByteVector bytes = (ByteVector) zigzag.blend((short) 255, large).convertShape(S2B, BYTES, 0);
            bytes.intoArray(out, at + i);
        }
        for (; i < count; i++) {
            int difference = sign.value(values[from + i]) - sign.value(values[from + i - 1]);
            out[at + i] = (byte) Math.min((difference << 1) ^ (difference >> 31), 255);
        }
    }

    @Override
    public int decode(byte[] in, int from, int count, Sign sign, short[] values, int at) {
        short flip = flip(sign);
        ShortVector base = ShortVector.broadcast(SHORTS, values[at - 1]);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            // ZERO_EXTEND_B2S throws on Java 17.
            ShortVector zigzag = ((ShortVector)
                            ByteVector.fromArray(BYTES, in, from + i).convertShape(B2S, SHORTS, 0))
                    .lanewise(AND, (short) 0xFF);
            ShortVector differences = zigzag.lanewise(LSHR, 1)
                    .lanewise(XOR, zigzag.lanewise(AND, (short) 1).neg());
            ShortVector sums = runningSums(differences);
            ShortVector result = base.add(sums);
            ShortVector overflow = base.lanewise(XOR, result)
                    .lanewise(AND, sums.lanewise(XOR, result).lanewise(XOR, flip));
            // Of all zigzag numbers, 255 alone gets the top bit by this.
            ShortVector escape = zigzag.add((short) (TOP_BIT - 255));
            if (overflow.lanewise(OR, escape).compare(LT, (short) 0).anyTrue()) {
                break;
            }
            result.intoArray(values, at + i);
            base = base.add(sums.rearrange(LAST));
        }
        int value = sign.value(values[at + i - 1]);
        for (; i < count && in[from + i] != ESCAPE; i++) {
            int zigzag = in[from + i] & 0xFF;
            value += (zigzag >>> 1) ^ -(zigzag & 1);
            if (sign.excess(value) != 0) {
                break;
            }
            values[at + i] = (short) value;
        }
        return i;
    }

    @Override
    public int decodeSplit(
            byte[] in, int from, int count, int lowAt, int highAt, int escapes, Sign sign, short[] values, int at) {
        return SplitDecoder.decode(in, from, count, lowAt, highAt, escapes, values, at);
    }

    private static ShortVector runningSums(ShortVector terms) {
        ShortVector pairs =
                terms.add(terms.reinterpretAsLongs().lanewise(LSHL, 16).reinterpretAsShorts());
        ShortVector words =
                pairs.add(pairs.reinterpretAsLongs().lanewise(LSHL, 32).reinterpretAsShorts());
        ShortVector halves = words.add(words.rearrange(END_OF_WORD).lanewise(AND, SECOND_WORDS));
        return halves.add(halves.rearrange(END_OF_HALF).lanewise(AND, SECOND_HALF));
    }

    /** What makes the sign of an unsigned number's difference that of the exact one. */
    private static short flip(Sign sign) {
        return (short) (sign == Sign.SIGNED ? 0 : TOP_BIT);
    }
}
