package org.szformat.interop.slow5;

import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.ColumnEncoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.StreamVByte;
import org.szformat.interop.ReadFields;
import org.szformat.schema.ValueType;

/**
 * Signal compression 1: the number of samples in four bytes, then the differences of neighbours, as zigzag numbers of 32
 * bits, by {@link StreamVByte}.
 */
final class SvbZd {
    private static final ColumnCodec CODEC = ColumnCodec.parse("delta-zigzag, svb, none");
    private static final String FIELD = ReadFields.RAW_SIGNAL.fieldName();

    private SvbZd() {}

    /** Bytes to signals. */
    static final class Decoder implements SignalDecoder {
        private final ColumnDecoder<short[]> codec = CODEC.newDecoder(ValueType.I16, ArrayKind.SHORTS);
        private final long maxBytes;

        Decoder(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public short[] decode(byte[] in, int from, int to) throws Fault {
            if (to - from < Integer.BYTES) {
                throw new Fault(FIELD, (to - from) + " bytes", "the number of samples in four bytes");
            }
            int data = from + Integer.BYTES;
            int count = SignalDecoder.requireCount(
                    LittleEndian.getInt(in, from) & 0xFFFF_FFFFL, (to - data) / 5L * 4 + 3, maxBytes);
            try {
                return codec.decode(in, data, to, count, maxBytes);
            } catch (CorruptDataException e) {
                throw Fault.of(FIELD, e);
            }
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    /** Signals to bytes. */
    static final class Encoder implements SignalEncoder {
        private final ColumnEncoder<short[]> codec = CODEC.newEncoder(ValueType.I16, ArrayKind.SHORTS);

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(short[] signal, ByteArrayBuilder out) {
            LittleEndian.putInt(out.reserve(Integer.BYTES), out.length(), signal.length);
            out.setLength(out.length() + Integer.BYTES);
            codec.append(signal, 0, signal.length, out);
        }

        @Override
        public void close() {
            codec.close();
        }
    }
}
