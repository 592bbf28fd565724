package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.schema.ValueType;

/** What holds for every value codec and every type that it supports, over seeded values and bytes. */
class ValueCodecPropertiesTest {

    private static final long SEED = 20260101;

    static final List<ValueCodec> LOSSLESS = List.of(
            ValueCodec.plain(),
            ValueCodec.streamVByte(),
            ValueCodec.deltaStreamVByte(),
            ValueCodec.deltaSplit(),
            ValueCodec.streamVByte64(),
            ValueCodec.deltaStreamVByte64(),
            ValueCodec.packed(),
            ValueCodec.deltaPacked(),
            ValueCodec.planes(),
            ValueCodec.deltaPlanes());

    static Stream<Arguments> lossless() {
        return LOSSLESS.stream().flatMap(ValueCodecPropertiesTest::types);
    }

    static Stream<Arguments> all() {
        List<ValueCodec> codecs = new ArrayList<>(LOSSLESS);
        for (ValueCodec codec : LOSSLESS) {
            codecs.add(ValueCodec.degrade(3, codec));
            if (codec.supports(ValueType.I32)) {
                codecs.add(ValueCodec.quantize(0.25, codec));
            }
        }
        return codecs.stream().flatMap(ValueCodecPropertiesTest::types);
    }

    private static Stream<Arguments> types(ValueCodec codec) {
        return Stream.of(ValueType.values()).filter(codec::supports).map(type -> Arguments.of(codec, type));
    }

    @ParameterizedTest
    @MethodSource("lossless")
    void whatIsEncodedIsDecoded(ValueCodec codec, ValueType type) throws Exception {
        Random random = new Random(SEED);
        for (int length = 0; length <= 300; length++) {
            roundTrip(codec.forType(type), type, length, random);
        }
        for (int length : new int[] {1023, 1024, 1025, 5000, 131_072}) {
            for (int k = 0; k < 6; k++) {
                roundTrip(codec.forType(type), type, length, random);
            }
        }
    }

    private static <A> void roundTrip(ArrayCodec<A> codec, ValueType type, int count, Random random) throws Exception {
        int before = random.nextInt(10);
        A values = codec.kind().cast(Arrays2.random(type, before + count + random.nextInt(10), random));
        int at = random.nextInt(10);
        byte[] out = new byte[at + (int) codec.maxEncodedLength(count) + 10];
        random.nextBytes(out);
        byte[] original = out.clone();
        int end = codec.encode(values, before, count, out, at);
        assertTrue(end - at >= codec.minEncodedLength(count), "at least the minimum");
        assertTrue(end - at <= codec.maxEncodedLength(count), "at most the maximum");
        assertArrayEquals(Arrays.copyOf(original, at), Arrays.copyOf(out, at), "nothing before is touched");
        int room = at + (int) codec.maxEncodedLength(count);
        assertArrayEquals(
                Arrays.copyOfRange(original, room, out.length),
                Arrays.copyOfRange(out, room, out.length),
                "nothing after is touched");
        codec.fixedWidth().ifPresent(width -> assertEquals((long) width * count, end - at));

        A decoded = codec.kind().cast(Arrays2.random(type, at + count + 7, random));
        codec.decode(out, at, end, decoded, at, count);
        assertTrue(Arrays2.sameBits(values, before, decoded, at, count), () -> type + " " + count);

        // Bytes beyond the range are neither there nor missed.
        A again = codec.kind().allocate(count);
        codec.decode(Arrays.copyOfRange(out, at, end), 0, end - at, again, 0, count);
        assertTrue(Arrays2.sameBits(values, before, again, 0, count), () -> type + " " + count);

        // The same values give the same bytes, whatever was in the room.
        byte[] other = new byte[(int) codec.maxEncodedLength(count)];
        int otherEnd = codec.encode(values, before, count, other, 0);
        assertArrayEquals(Arrays.copyOfRange(out, at, end), Arrays.copyOf(other, otherEnd));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyBytesDecodeOrAreCorrupt(ValueCodec codec, ValueType type) {
        Random random = new Random(SEED);
        int decoded = 0;
        for (int i = 0; i < 4000; i++) {
            int count = random.nextInt(80);
            ArrayCodec<?> array = codec.forType(type);
            long max = array.maxEncodedLength(count) + 3;
            byte[] in =
                    new byte[random.nextBoolean() ? (int) array.minEncodedLength(count) : random.nextInt((int) max)];
            fill(in, random);
            decoded += decodes(array, in, count) ? 1 : 0;
        }
        assertTrue(decoded > 0, "some bytes decode");
    }

    private static void fill(byte[] in, Random random) {
        int way = random.nextInt(5);
        for (int i = 0; i < in.length; i++) {
            in[i] = (byte)
                    switch (way) {
                        case 0 -> random.nextInt();
                        case 1 -> random.nextInt(3);
                        case 2 -> 0;
                        case 3 -> -random.nextInt(3);
                        default -> random.nextInt(10) == 0 ? random.nextInt() : 0;
                    };
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void changedBytesDecodeOrAreCorrupt(ValueCodec codec, ValueType type) {
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            changed(codec.forType(type), type, random.nextInt(200), random);
        }
    }

    private static <A> void changed(ArrayCodec<A> codec, ValueType type, int count, Random random) {
        A values = codec.kind().cast(Arrays2.random(type, count, random));
        byte[] out = new byte[(int) codec.maxEncodedLength(count)];
        int end = codec.encode(values, 0, count, out, 0);
        byte[] in = Arrays.copyOf(out, Math.max(0, end + random.nextInt(5) - 2));
        for (int k = random.nextInt(4); k > 0 && in.length > 0; k--) {
            in[random.nextInt(random.nextBoolean() ? in.length : Math.min(in.length, 8))] = (byte) random.nextInt();
        }
        decodes(codec, in, Math.max(0, count + random.nextInt(3) - 1));
    }

    /** Decodes, with bytes around that must not matter; throws all but {@link CorruptDataException}. */
    private static <A> boolean decodes(ArrayCodec<A> codec, byte[] in, int count) {
        A values = codec.kind().allocate(count);
        boolean decoded = true;
        try {
            codec.decode(in, 0, in.length, values, 0, count);
        } catch (CorruptDataException e) {
            decoded = false;
        }
        byte[] framed = new byte[in.length + 40];
        Arrays.fill(framed, (byte) -1);
        System.arraycopy(in, 0, framed, 20, in.length);
        A others = codec.kind().allocate(count);
        try {
            codec.decode(framed, 20, 20 + in.length, others, 0, count);
            assertTrue(decoded && Arrays2.sameBits(values, 0, others, 0, count), "only the range matters");
        } catch (CorruptDataException e) {
            assertTrue(!decoded, "only the range matters");
        }
        return decoded;
    }

    @ParameterizedTest
    @MethodSource("all")
    void rangesAreChecked(ValueCodec codec, ValueType type) {
        rangesAreChecked(codec.forType(type));
    }

    private static <A> void rangesAreChecked(ArrayCodec<A> codec) {
        A values = codec.kind().allocate(10);
        byte[] out = new byte[(int) codec.maxEncodedLength(10)];
        assertThrows(IndexOutOfBoundsException.class, () -> codec.encode(values, 1, 10, out, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.encode(values, 0, -1, out, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.encode(values, 0, 10, out, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.encode(values, 0, 10, out, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.decode(out, 0, out.length + 1, values, 0, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.decode(out, 0, out.length, values, 1, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.decode(out, 0, out.length, values, 0, -1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherTypesAreRefusedAndNamesReadBack(ValueCodec codec, ValueType ignored) {
        for (ValueType type : ValueType.values()) {
            if (!codec.supports(type)) {
                assertThrows(IllegalArgumentException.class, () -> codec.forType(type));
            }
        }
        ColumnCodec column = new ColumnCodec(codec, ByteCodec.none());
        assertEquals(column, ColumnCodec.parse(column.toString()));
        assertEquals(column.toString(), ColumnCodec.parse(column.toString()).toString());
        assertEquals(codec.isLossy(), column.isLossy());
        assertEquals(!LOSSLESS.contains(codec), codec.isLossy());
    }

    @ParameterizedTest
    @MethodSource("lossless")
    void bytesAreWhatTheOracleWrites(ValueCodec codec, ValueType type) {
        Random random = new Random(SEED);
        for (int count = 0; count <= 300; count++) {
            Object values = Arrays2.random(type, count, random);
            byte[] expected = oracle(codec.name(), type, values, count);
            if (expected != null) {
                assertArrayEquals(expected, encode(codec.forType(type), values, count), codec.name() + " " + count);
            }
        }
    }

    static <A> byte[] encode(ArrayCodec<A> codec, Object values, int count) {
        byte[] out = new byte[(int) codec.maxEncodedLength(count)];
        return Arrays.copyOf(out, codec.encode(codec.kind().cast(values), 0, count, out, 0));
    }

    /** The formats once more, value by value. */
    private static byte[] oracle(String name, ValueType type, Object values, int count) {
        String[] stages = name.split(", ");
        int width = type == ValueType.F128 ? 10 : type.width();
        if (stages[stages.length - 1].equals("planes")) {
            return planes(values, stages.length > 1, width, count);
        }
        long[] z = new long[count];
        for (int i = 0; i < count; i++) {
            z[i] = stages.length > 1 ? zigzag(values, i, width) : Arrays2.bits(values, i);
        }
        return switch (stages[stages.length - 1]) {
            case "split16" -> split(z);
            case "svb64" -> svb64(z);
            case "packed" -> packed(z);
            default -> null;
        };
    }

    private static long zigzag(Object values, int i, int width) {
        int unused = 64 - 8 * width;
        long previous = i == 0 ? 0 : Arrays2.bits(values, i - 1);
        long difference = (Arrays2.bits(values, i) - previous) << unused >> unused;
        long zigzag = difference < 0 ? -2 * difference - 1 : 2 * difference;
        return zigzag << unused >>> unused;
    }

    private static byte[] planes(Object values, boolean delta, int width, int count) {
        byte[] out = new byte[width * count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                out[k * count + i] =
                        delta ? (byte) (zigzag(values, i, width) >>> (8 * k)) : Arrays2.bytes(values, i, width)[k];
            }
        }
        return out;
    }

    private static byte[] split(long[] z) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long value : z) {
            out.write((int) Math.min(value, 255));
        }
        for (int shift = 0; shift <= 8; shift += 8) {
            for (long value : z) {
                if (value >= 255) {
                    out.write((int) (value - 255) >> shift);
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] svb64(long[] z) {
        ByteArrayOutputStream controls = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int control = 0;
        for (int i = 0; i < z.length; i++) {
            int length = 0;
            for (long rest = z[i]; rest != 0; rest >>>= 8) {
                data.write((int) rest);
                length++;
            }
            control |= length << (i % 2 * 4);
            if (i % 2 == 1 || i == z.length - 1) {
                controls.write(control);
                control = 0;
            }
        }
        controls.writeBytes(data.toByteArray());
        return controls.toByteArray();
    }

    private static byte[] packed(long[] z) {
        ByteArrayOutputStream widths = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int from = 0; from < z.length; from += 32) {
            int to = Math.min(from + 32, z.length);
            long all = 0;
            for (int i = from; i < to; i++) {
                all |= z[i];
            }
            int width = 64 - Long.numberOfLeadingZeros(all);
            widths.write(width);
            byte[] block = new byte[((to - from) * width + 7) / 8];
            for (int i = from; i < to; i++) {
                for (int b = 0; b < width; b++) {
                    int bit = (i - from) * width + b;
                    block[bit / 8] |= (byte) ((z[i] >>> b & 1) << (bit % 8));
                }
            }
            data.writeBytes(block);
        }
        widths.writeBytes(data.toByteArray());
        return widths.toByteArray();
    }
}
