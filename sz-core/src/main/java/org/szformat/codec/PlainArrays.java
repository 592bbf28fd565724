package org.szformat.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.OptionalInt;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;

/** The little-endian layouts of {@link PlainCodec}, one class per kind of array. */
final class PlainArrays {

    private PlainArrays() {}

    /** What all layouts of a fixed width share. */
    abstract static class FixedWidth<A> implements ArrayCodec<A> {

        private final ArrayKind<A> kind;
        private final int width;

        FixedWidth(ArrayKind<A> kind, int width) {
            this.kind = kind;
            this.width = width;
        }

        @Override
        public final ArrayKind<A> kind() {
            return kind;
        }

        @Override
        public final long minEncodedLength(int count) {
            return (long) count * width;
        }

        @Override
        public final long maxEncodedLength(int count) {
            return (long) count * width;
        }

        @Override
        public final OptionalInt fixedWidth() {
            return OptionalInt.of(width);
        }

        @Override
        public final int encode(A values, int from, int count, byte[] out, int at) {
            Objects.checkFromIndexSize(from, count, kind.length(values));
            Objects.checkFromIndexSize((long) at, (long) count * width, out.length);
            int length = count * width;
            put(values, from, count, ByteBuffer.wrap(out, at, length).order(ByteOrder.LITTLE_ENDIAN));
            return at + length;
        }

        @Override
        public final void decode(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException {
            Objects.checkFromToIndex(from, to, in.length);
            Objects.checkFromIndexSize(at, count, kind.length(values));
            if (to - from != (long) count * width) {
                throw new CorruptDataException(
                        PlainCodec.NAME,
                        0,
                        (to - from) + " bytes",
                        (long) count * width + " bytes for " + count + " values of " + width + " bytes each");
            }
            get(ByteBuffer.wrap(in, from, to - from).order(ByteOrder.LITTLE_ENDIAN), values, at, count);
        }

        abstract void put(A values, int from, int count, ByteBuffer out);

        abstract void get(ByteBuffer in, A values, int at, int count);
    }

    /** Bytes as they are. */
    static final class OfBytes extends FixedWidth<byte[]> {

        OfBytes() {
            super(ArrayKind.BYTES, Byte.BYTES);
        }

        @Override
        public boolean isIdentity() {
            return true;
        }

        @Override
        void put(byte[] values, int from, int count, ByteBuffer out) {
            out.put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, byte[] values, int at, int count) {
            in.get(values, at, count);
        }
    }

    /** Two bytes per value. */
    static final class OfShorts extends FixedWidth<short[]> {

        OfShorts() {
            super(ArrayKind.SHORTS, Short.BYTES);
        }

        @Override
        void put(short[] values, int from, int count, ByteBuffer out) {
            out.asShortBuffer().put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, short[] values, int at, int count) {
            in.asShortBuffer().get(values, at, count);
        }
    }

    /** Four bytes per value. */
    static final class OfInts extends FixedWidth<int[]> {

        OfInts() {
            super(ArrayKind.INTS, Integer.BYTES);
        }

        @Override
        void put(int[] values, int from, int count, ByteBuffer out) {
            out.asIntBuffer().put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, int[] values, int at, int count) {
            in.asIntBuffer().get(values, at, count);
        }
    }

    /** Eight bytes per value. */
    static final class OfLongs extends FixedWidth<long[]> {

        OfLongs() {
            super(ArrayKind.LONGS, Long.BYTES);
        }

        @Override
        void put(long[] values, int from, int count, ByteBuffer out) {
            out.asLongBuffer().put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, long[] values, int at, int count) {
            in.asLongBuffer().get(values, at, count);
        }
    }

    /** Four bytes per value, all bits of NaNs kept. */
    static final class OfFloats extends FixedWidth<float[]> {

        OfFloats() {
            super(ArrayKind.FLOATS, Float.BYTES);
        }

        @Override
        void put(float[] values, int from, int count, ByteBuffer out) {
            out.asFloatBuffer().put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, float[] values, int at, int count) {
            in.asFloatBuffer().get(values, at, count);
        }
    }

    /** Eight bytes per value, all bits of NaNs kept. */
    static final class OfDoubles extends FixedWidth<double[]> {

        OfDoubles() {
            super(ArrayKind.DOUBLES, Double.BYTES);
        }

        @Override
        void put(double[] values, int from, int count, ByteBuffer out) {
            out.asDoubleBuffer().put(values, from, count);
        }

        @Override
        void get(ByteBuffer in, double[] values, int at, int count) {
            in.asDoubleBuffer().get(values, at, count);
        }
    }

    /** Ten bytes per value and six of padding, which are written as zeros and not looked at. */
    static final class OfFloat80s extends FixedWidth<Float80Array> {

        OfFloat80s() {
            super(ArrayKind.FLOAT80S, Float80.STORAGE_BYTES);
        }

        @Override
        void put(Float80Array values, int from, int count, ByteBuffer out) {
            long[] significands = values.significands();
            short[] signExponents = values.signExponents();
            for (int i = from; i < from + count; i++) {
                out.putLong(significands[i]).putLong(signExponents[i] & 0xFFFFL);
            }
        }

        @Override
        void get(ByteBuffer in, Float80Array values, int at, int count) {
            long[] significands = values.significands();
            short[] signExponents = values.signExponents();
            for (int i = at; i < at + count; i++) {
                significands[i] = in.getLong();
                signExponents[i] = (short) in.getLong();
            }
        }
    }
}
