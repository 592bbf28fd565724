package org.szformat.interop.slow5;

import java.util.Arrays;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.StreamVByte;
import org.szformat.interop.ReadFields;

/**
 * Signal compression 2, which the specification does not describe: zigzag differences in one byte each, with the few
 * that do not fit apart.
 *
 * <table>
 * <caption>Bytes of a signal</caption>
 * <tr><th>bytes</th><th>what</th></tr>
 * <tr><td>1</td><td>version, 0</td></tr>
 * <tr><td>8</td><td>number of samples, at least 1</td></tr>
 * <tr><td>1</td><td>shift, 0 to 5: as many low bits are 0 in all samples, and are cut off first</td></tr>
 * <tr><td>2</td><td>the first sample, as a zigzag number of 16 bits</td></tr>
 * <tr><td>4</td><td>number of exceptions: differences whose zigzag number is 256 or more</td></tr>
 * <tr><td></td><td>of one exception: its position in four bytes, and its number less 256 in four bytes; of more: the
 *     positions' {@link StreamVByte} after its length in four bytes, and the numbers' (less 256) likewise. Positions
 *     count from the second sample; each but the first is stored as its distance to the one before, less 1</td></tr>
 * <tr><td></td><td>the other differences, as zigzag numbers of one byte</td></tr>
 * </table>
 *
 * <p>All numbers are little-endian; differences are modulo 2<sup>16</sup>.
 */
final class ExZd {
    private static final String FIELD = ReadFields.RAW_SIGNAL.fieldName();
    private static final int VERSION = 0;
    private static final int MAX_SHIFT = 5;
    private static final int HEAD_BYTES = 1 + Long.BYTES + 1 + Short.BYTES + Integer.BYTES;
    private static final int FIRST_EXCEPTION = 256;

    private ExZd() {}

    private static int zigzag(int difference) {
        int exact = (short) difference;
        return (exact << 1 ^ exact >> 15) & 0xFFFF;
    }

    private static int unzigzag(int zigzag) {
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /** Bytes to signals. */
    static final class Decoder implements SignalDecoder {
        private final long maxBytes;
        private int[] positions = new int[0];
        private int[] numbers = new int[0];

        Decoder(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public short[] decode(byte[] in, int from, int to) throws Fault {
            if (to - from < HEAD_BYTES) {
                throw new Fault(FIELD, (to - from) + " bytes of ex-zd", "at least " + HEAD_BYTES);
            }
            if (in[from] != VERSION) {
                throw new Fault(FIELD, "version " + (in[from] & 0xFF) + " of ex-zd", "version " + VERSION);
            }
            int at = from + 1;
            int count = SignalDecoder.requireCount(LittleEndian.getLong(in, at), to - from, maxBytes);
            at += Long.BYTES;
            int shift = in[at++];
            if (shift < 0 || shift > MAX_SHIFT) {
                throw new Fault(FIELD, "a shift of " + (shift & 0xFF) + " in ex-zd", "0 to " + MAX_SHIFT);
            }
            if (count == 0) {
                return new short[0];
            }
            int first = unzigzag(LittleEndian.getShort(in, at) & 0xFFFF);
            at += Short.BYTES;
            long exceptions = LittleEndian.getInt(in, at) & 0xFFFF_FFFFL;
            at += Integer.BYTES;
            if (exceptions >= count) {
                throw new Fault(FIELD, exceptions + " exceptions of ex-zd", "fewer than " + count + " samples");
            }
            at = readExceptions(in, at, to, (int) exceptions, count - 1);
            if (to - at != count - 1 - exceptions) {
                throw new Fault(
                        FIELD, (to - at) + " bytes of differences in ex-zd", (count - 1 - exceptions) + " for as many");
            }
            short[] signal = new short[count];
            merge(in, at, (int) exceptions, first, signal);
            if (shift > 0) {
                for (int i = 0; i < count; i++) {
                    signal[i] = (short) (signal[i] << shift);
                }
            }
            return signal;
        }

        /** Reads positions and numbers of exceptions, with a last position behind all samples; gives where they end. */
        private int readExceptions(byte[] in, int from, int to, int count, int differences) throws Fault {
            if (positions.length <= count) {
                positions = new int[count + 1];
                numbers = new int[count + 1];
            }
            int at = from;
            if (count == 1) {
                if (to - at < 2 * Integer.BYTES) {
                    throw new Fault(FIELD, (to - at) + " bytes of an exception of ex-zd", "" + 2 * Integer.BYTES);
                }
                positions[0] = LittleEndian.getInt(in, at);
                numbers[0] = LittleEndian.getInt(in, at + Integer.BYTES);
                at += 2 * Integer.BYTES;
            } else if (count > 1) {
                at = readNumbers(in, at, to, positions, count);
                at = readNumbers(in, at, to, numbers, count);
            }
            long position = -1;
            for (int i = 0; i < count; i++) {
                position += (positions[i] & 0xFFFF_FFFFL) + 1;
                long number = (numbers[i] & 0xFFFF_FFFFL) + FIRST_EXCEPTION;
                if (position >= differences || number > 0xFFFF) {
                    throw new Fault(
                            FIELD,
                            "an exception of ex-zd of the number " + number + " at position " + position,
                            "numbers up to 65535 at positions below " + differences);
                }
                positions[i] = (int) position;
                numbers[i] = (int) number;
            }
            positions[count] = differences;
            return at;
        }

        private static int readNumbers(byte[] in, int from, int to, int[] out, int count) throws Fault {
            if (to - from < Integer.BYTES) {
                throw new Fault(FIELD, (to - from) + " bytes", "the length of ex-zd's exceptions in four bytes");
            }
            long length = LittleEndian.getInt(in, from) & 0xFFFF_FFFFL;
            int at = from + Integer.BYTES;
            if (length > to - at) {
                throw new Fault(
                        FIELD, length + " bytes of ex-zd's exceptions", "at most the " + (to - at) + " that follow");
            }
            int end = at + (int) length;
            try {
                StreamVByte.decode(in, at, end, out, 0, count);
            } catch (CorruptDataException e) {
                throw Fault.of(FIELD, e);
            }
            return end;
        }

        private void merge(byte[] in, int from, int exceptions, int first, short[] signal) {
            int at = from;
            int value = first;
            signal[0] = (short) value;
            int i = 0;
            for (int k = 0; k <= exceptions; k++) {
                for (int end = positions[k]; i < end; ) {
                    value += unzigzag(in[at++] & 0xFF);
                    signal[++i] = (short) value;
                }
                if (k < exceptions) {
                    value += unzigzag(numbers[k]);
                    signal[++i] = (short) value;
                }
            }
        }

        @Override
        public void close() {}
    }

    /** Signals to bytes. */
    static final class Encoder implements SignalEncoder {
        private int[] positions = new int[64];
        private int[] numbers = new int[64];

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(short[] signal, ByteArrayBuilder out) {
            if (signal.length == 0) {
                throw new IllegalArgumentException(
                        "ex-zd has no form for an empty signal; give" + " signal-compression=svb-zd");
            }
            int shift = shift(signal);
            int first = signal[0] >> shift;
            int exceptions = 0;
            int previous = first;
            for (int i = 1; i < signal.length; i++) {
                int value = signal[i] >> shift;
                int number = zigzag(value - previous);
                if (number >= FIRST_EXCEPTION) {
                    if (exceptions == positions.length) {
                        positions = Arrays.copyOf(positions, 2 * exceptions);
                        numbers = Arrays.copyOf(numbers, 2 * exceptions);
                    }
                    positions[exceptions] = i - 1;
                    numbers[exceptions++] = number;
                }
                previous = value;
            }
            byte[] array = out.reserve(HEAD_BYTES);
            int at = out.length();
            array[at] = VERSION;
            LittleEndian.putLong(array, at + 1, signal.length);
            array[at + 1 + Long.BYTES] = (byte) shift;
            LittleEndian.putShort(array, at + 2 + Long.BYTES, zigzag(first));
            LittleEndian.putInt(array, at + 2 + Long.BYTES + Short.BYTES, exceptions);
            out.setLength(at + HEAD_BYTES);
            putExceptions(exceptions, out);
            putDifferences(signal, shift, out);
        }

        /** The most low bits that are 0 in all samples, up to what the format has. */
        private static int shift(short[] signal) {
            int all = 1 << MAX_SHIFT;
            for (short sample : signal) {
                all |= sample;
            }
            return Integer.numberOfTrailingZeros(all);
        }

        private void putExceptions(int count, ByteArrayBuilder out) {
            int last = -1;
            for (int i = 0; i < count; i++) {
                int position = positions[i];
                positions[i] = position - last - 1;
                last = position;
                numbers[i] -= FIRST_EXCEPTION;
            }
            if (count == 1) {
                byte[] array = out.reserve(2 * Integer.BYTES);
                LittleEndian.putInt(array, out.length(), positions[0]);
                LittleEndian.putInt(array, out.length() + Integer.BYTES, numbers[0]);
                out.setLength(out.length() + 2 * Integer.BYTES);
            } else if (count > 1) {
                putNumbers(positions, count, out);
                putNumbers(numbers, count, out);
            }
        }

        private static void putNumbers(int[] values, int count, ByteArrayBuilder out) {
            byte[] array = out.reserve(Integer.BYTES + (long) StreamVByte.maxEncodedLength(count));
            int data = out.length() + Integer.BYTES;
            int end = StreamVByte.encode(values, 0, count, array, data);
            LittleEndian.putInt(array, out.length(), end - data);
            out.setLength(end);
        }

        private static void putDifferences(short[] signal, int shift, ByteArrayBuilder out) {
            byte[] array = out.reserve(signal.length);
            int at = out.length();
            int previous = signal[0] >> shift;
            for (int i = 1; i < signal.length; i++) {
                int value = signal[i] >> shift;
                int number = zigzag(value - previous);
                array[at] = (byte) number;
                if (number < FIRST_EXCEPTION) {
                    at++;
                }
                previous = value;
            }
            out.setLength(at);
        }

        @Override
        public void close() {}
    }
}
