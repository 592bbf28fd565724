package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.szformat.kernel.ShortKernels.Sign;
import org.szformat.schema.ValueType;

/** The codecs that go from values to StreamVByte in one pass, against the plain versions. */
class FusedCodecTest {

    private static final int GUARD = 0x5A;

    private static final ArrayCodec<short[]> SVB_U16 = new StreamVByteShorts();
    private static final ArrayCodec<int[]> SVB_U32 = new StreamVByteInts();
    private static final ArrayCodec<short[]> DELTA_I16 = DeltaStreamVByteShorts.SIGNED;
    private static final ArrayCodec<short[]> DELTA_U16 = DeltaStreamVByteShorts.UNSIGNED;
    private static final ArrayCodec<short[]> SPLIT_I16 = new SplitShorts(Sign.SIGNED);
    private static final ArrayCodec<short[]> SPLIT_U16 = new SplitShorts(Sign.UNSIGNED);
    private static final ArrayCodec<int[]> DELTA_I32 = new DeltaStreamVByteInts();

    @Test
    void golden() throws CorruptDataException {
        short[] values = {-1, 127, 127, -32768, 32767};
        byte[] expected = {(byte) 0b10_00_01_00, 0b10, 1, 0, 1, 0, (byte) 0xFD, 0, 1, (byte) 0xFE, (byte) 0xFF, 1};
        byte[] out = new byte[(int) DELTA_I16.maxEncodedLength(5)];
        int end = DELTA_I16.encode(values, 0, 5, out, 0);
        assertArrayEquals(expected, Arrays.copyOf(out, end));
        short[] decoded = new short[5];
        DELTA_I16.decode(out, 0, end, decoded, 0, 5);
        assertArrayEquals(values, decoded);
    }

    @Test
    void everyLengthAgainstThePlainVersions() throws CorruptDataException {
        long seed = 4321;
        Random random = new Random(seed);
        for (int round = 0; round < 1_540; round++) {
            int count = round < 1_505 ? round % 301 : 5_000 + random.nextInt(70_000);
            String at = "seed " + seed + ", round " + round;
            short[] shorts = Columns.shorts(random, count);
            int[] ints = Columns.ints(random, count);
            int[] signed = Columns.widened(shorts, -1);
            int[] unsigned = Columns.widened(shorts, 0xFFFF);
            roundTrip(DELTA_I16, shorts, PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(signed)), count, at);
            roundTrip(DELTA_U16, shorts, PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(unsigned)), count, at);
            roundTrip(SVB_U16, shorts, PlainStreamVByte.encode(unsigned), count, at);
            roundTrip(DELTA_I32, ints, PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(ints)), count, at);
            roundTrip(DELTA_I32, signed, PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(signed)), count, at);
            roundTrip(SVB_U32, ints, PlainStreamVByte.encode(ints), count, at);
            roundTrip(SPLIT_I16, shorts, split(shorts), count, at);
            roundTrip(SPLIT_U16, shorts, split(shorts), count, at);
        }
    }

    /** {@code delta-zigzag, split16}, as its specification reads. */
    private static byte[] split(short[] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream low = new ByteArrayOutputStream();
        ByteArrayOutputStream high = new ByteArrayOutputStream();
        int previous = 0;
        for (short value : values) {
            short d = (short) (value - previous);
            int z = d >= 0 ? 2 * d : -2 * d - 1;
            bytes.write(Math.min(z, 255));
            if (z >= 255) {
                low.write(z - 255);
                high.write((z - 255) >> 8);
            }
            previous = value;
        }
        bytes.writeBytes(low.toByteArray());
        bytes.writeBytes(high.toByteArray());
        return bytes.toByteArray();
    }

    private static <A> void roundTrip(ArrayCodec<A> codec, A values, byte[] expected, int count, String at)
            throws CorruptDataException {
        int max = (int) codec.maxEncodedLength(count);
        byte[] out = new byte[max + 10];
        Arrays.fill(out, (byte) GUARD);
        int end = codec.encode(values, 0, count, out, 5);
        assertArrayEquals(expected, Arrays.copyOfRange(out, 5, end), at);
        assertTrue(expected.length >= codec.minEncodedLength(count) && expected.length <= max, at);
        for (int i = 0; i < 5; i++) {
            assertTrue(out[i] == GUARD && out[5 + max + i] == GUARD, at);
        }
        A decoded = codec.kind().allocate(count + 6);
        codec.decode(out, 5, end, decoded, 3, count);
        A padded = codec.kind().allocate(count + 6);
        System.arraycopy(values, 0, padded, 3, count);
        assertArrayEquals(new Object[] {padded}, new Object[] {decoded}, at);

        codec.decode(expected, 0, expected.length, decoded, 3, count);
        assertArrayEquals(new Object[] {padded}, new Object[] {decoded}, at);
    }

    @Test
    void outOfRangeValuesAreCorrupt() {
        for (int count : new int[] {1, 3, 4, 9, 40, 100}) {
            for (int index : new int[] {0, count / 2, count - 1}) {
                int[] values = new int[count];
                values[index] = 65536;
                assertOutOfRange(SVB_U16, PlainStreamVByte.encode(values), count, index, "65536", "U16");
                byte[] tooHigh = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(values));
                assertOutOfRange(DELTA_U16, tooHigh, count, index, "65536", "U16");
                values[index] = -1;
                byte[] negative = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(values));
                assertOutOfRange(DELTA_U16, negative, count, index, "-1", "U16");
                values[index] = 32768;
                byte[] high = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(values));
                assertOutOfRange(DELTA_I16, high, count, index, "32768", "I16");
                values[index] = -32769;
                byte[] low = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(values));
                assertOutOfRange(DELTA_I16, low, count, index, "-32769", "I16");
                values[index] = Integer.MAX_VALUE;
                byte[] wraps = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(values));
                assertOutOfRange(DELTA_I16, wraps, count, index, "2147483647", "I16");
            }
        }
    }

    @Test
    void runsOfSmallStepsLeaveTheRangeToo() {
        int[] rising = new int[400];
        Arrays.setAll(rising, i -> 32767 - 10_000 + i * 100);
        byte[] bytes = PlainStreamVByte.encode(PlainStreamVByte.deltaZigzag(rising));
        assertOutOfRange(DELTA_I16, bytes, 400, 101, "32867", "I16");
    }

    private static void assertOutOfRange(
            ArrayCodec<short[]> codec, byte[] bytes, int count, int index, String value, String type) {
        CorruptDataException e = assertThrows(
                CorruptDataException.class, () -> codec.decode(bytes, 0, bytes.length, new short[count], 0, count));
        assertEquals("value " + value + " of index " + index + ", out of range of " + type, e.found());
        assertTrue(e.position() >= (count + 3) / 4 && e.position() < bytes.length);
    }

    @Test
    void positionOfAnOutOfRangeValue() {
        byte[] bytes = PlainStreamVByte.encode(new int[] {1, 300, 70_000});
        CorruptDataException e = assertThrows(
                CorruptDataException.class, () -> SVB_U16.decode(bytes, 0, bytes.length, new short[3], 0, 3));
        assertEquals(4, e.position());
        assertEquals("0 to 65535", e.expected());
    }

    @Test
    void anyBytesAreDecodedOrCorrupt() {
        long seed = 98;
        Random random = new Random(seed);
        int decoded = 0;
        for (int round = 0; round < 30_000; round++) {
            String at = "seed " + seed + ", round " + round;
            int count = random.nextInt(80);
            short[] shorts = Columns.shorts(random, count);
            ArrayCodec<short[]> codec = random.nextBoolean() ? DELTA_I16 : random.nextBoolean() ? DELTA_U16 : SVB_U16;
            byte[] room = new byte[(int) codec.maxEncodedLength(count)];
            byte[] bytes = Arrays.copyOf(room, codec.encode(shorts, 0, count, room, 0));
            int flips = random.nextInt(3);
            for (int k = 0; k < flips && bytes.length > 0; k++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            short[] values = new short[count + 1];
            values[count] = GUARD;
            try {
                codec.decode(bytes, 0, bytes.length, values, 0, count);
                byte[] again = Arrays.copyOf(room, codec.encode(values, 0, count, room, 0));
                short[] twice = new short[count];
                codec.decode(again, 0, again.length, twice, 0, count);
                assertArrayEquals(Arrays.copyOf(values, count), twice, at);
                decoded++;
            } catch (CorruptDataException e) {
                assertTrue(flips > 0, at);
                assertTrue(e.position() >= 0 && e.position() <= bytes.length, at);
            }
            assertEquals(GUARD, values[count], at);
        }
        assertTrue(decoded > 10_000, decoded + " decoded");
    }

    @Test
    void differencesWrapModulo2To32() throws CorruptDataException {
        int[] values = {Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1, Integer.MIN_VALUE};
        byte[] room = new byte[(int) DELTA_I32.maxEncodedLength(6)];
        int end = DELTA_I32.encode(values, 0, 6, room, 0);
        int[] decoded = new int[6];
        DELTA_I32.decode(room, 0, end, decoded, 0, 6);
        assertArrayEquals(values, decoded);
    }

    @Test
    void refusesRangesOutsideTheArrays() {
        short[] values = new short[10];
        byte[] bytes = new byte[43];
        assertThrows(IndexOutOfBoundsException.class, () -> DELTA_I16.encode(values, 1, 10, bytes, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> DELTA_I16.encode(values, 0, 10, bytes, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> DELTA_I16.decode(bytes, 0, 44, values, 0, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> DELTA_I16.decode(bytes, 0, 13, values, 1, 10));
    }

    @Test
    void supportedTypes() {
        for (ValueType type : ValueType.values()) {
            boolean svb = type == ValueType.U16 || type == ValueType.U32;
            assertEquals(svb, ValueCodec.streamVByte().supports(type));
            boolean delta = svb || type == ValueType.I16 || type == ValueType.I32;
            assertEquals(delta, ValueCodec.deltaStreamVByte().supports(type));
            for (ValueCodec codec : new ValueCodec[] {ValueCodec.streamVByte(), ValueCodec.deltaStreamVByte()}) {
                if (codec.supports(type)) {
                    assertEquals(ArrayKind.of(type), codec.forType(type).kind());
                    assertTrue(codec.forType(type).fixedWidth().isEmpty());
                    assertFalse(codec.forType(type).isIdentity());
                } else {
                    assertThrows(IllegalArgumentException.class, () -> codec.forType(type));
                }
            }
        }
    }
}
