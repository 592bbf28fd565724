package org.szformat.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.ColumnEncoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.ValueCodec;
import org.szformat.schema.Field;

/**
 * What a codec made of a sample, on one thread. Immutable.
 *
 * @param codec the codec
 * @param storedBytes how many bytes the sample's blocks became
 * @param encodeSeconds how long encoding took at its fastest
 * @param decodeSeconds how long decoding took at its fastest
 */
public record Trial(ColumnCodec codec, long storedBytes, double encodeSeconds, double decodeSeconds) {
    private static final double NANOS = 1e9;
    private static final long ENOUGH_NANOS = 200_000_000L;
    private static final int MOST_PASSES = 50;

    /** Codecs that are worth a try on a field: all that lose nothing, with all compressors. */
    public static List<ColumnCodec> candidates(Field field) {
        int width = field.isText() ? 1 : field.type().width();
        List<ByteCodec> compressors = List.of(
                ByteCodec.none(),
                ByteCodec.lz4(),
                ByteCodec.blosc(width),
                ByteCodec.zstd(-1),
                ByteCodec.zstd(1),
                ByteCodec.zstd(3),
                ByteCodec.zstd(9),
                ByteCodec.bzip2());
        List<ColumnCodec> candidates = new ArrayList<>();
        for (ValueCodec values : ValueCodec.lossless(field.type())) {
            compressors.forEach(bytes -> candidates.add(new ColumnCodec(values, bytes)));
        }
        return candidates;
    }

    /**
     * Runs a sample through a codec and back, some times.
     *
     * @throws IllegalStateException when the codec cannot be used on this machine, or does not give back what it was given
     *     though it should
     */
    public static Trial run(ColumnCodec codec, Sample sample) {
        try (ColumnEncoder<?> encoder = codec.newEncoder(sample.field().type());
                ColumnDecoder<?> decoder = codec.newDecoder(sample.field().type())) {
            Passes passes = new Passes(sample, encoder, decoder);
            passes.runAll();
            if (!codec.isLossy()) {
                passes.requireEqual(codec);
            }
            return new Trial(codec, passes.storedBytes(), passes.encodeNanos / NANOS, passes.decodeNanos / NANOS);
        } catch (CorruptDataException e) {
            throw new IllegalStateException(codec + " cannot decode what it encoded: " + e.getMessage(), e);
        }
    }

    private static final class Passes {
        private final List<Object> blocks;
        private final ColumnEncoder<?> encoder;
        private final ColumnDecoder<?> decoder;
        private final ByteArrayBuilder out = new ByteArrayBuilder(1 << 16);
        private final int[] ends;
        private final Object[] decoded;
        private final Sample sample;
        private long encodeNanos = Long.MAX_VALUE;
        private long decodeNanos = Long.MAX_VALUE;

        Passes(Sample sample, ColumnEncoder<?> encoder, ColumnDecoder<?> decoder) {
            this.sample = sample;
            this.blocks = sample.blocks();
            this.encoder = encoder;
            this.decoder = decoder;
            this.ends = new int[blocks.size()];
            this.decoded = new Object[blocks.size()];
        }

        void runAll() throws CorruptDataException {
            long spent = 0;
            for (int pass = 0; pass < MOST_PASSES && spent < ENOUGH_NANOS; pass++) {
                long begin = System.nanoTime();
                encode();
                long between = System.nanoTime();
                decode();
                long end = System.nanoTime();
                encodeNanos = Math.min(encodeNanos, between - begin);
                decodeNanos = Math.min(decodeNanos, end - between);
                spent += end - begin;
            }
        }

        long storedBytes() {
            return out.length();
        }

        private void encode() {
            out.clear();
            for (int i = 0; i < ends.length; i++) {
                Object block = blocks.get(i);
                encoder.appendAny(block, 0, length(encoder, block), out);
                ends[i] = out.length();
            }
        }

        private void decode() throws CorruptDataException {
            int from = 0;
            for (int i = 0; i < ends.length; i++) {
                int count = length(encoder, blocks.get(i));
                decoded[i] = decoder.decode(out.array(), from, ends[i], count, Long.MAX_VALUE);
                from = ends[i];
            }
        }

        private static <A> int length(ColumnEncoder<A> encoder, Object array) {
            return encoder.kind().length(encoder.kind().cast(array));
        }

        void requireEqual(ColumnCodec codec) {
            ColumnCodec plain = new ColumnCodec(ValueCodec.plain(), ByteCodec.none());
            try (ColumnEncoder<?> bytes = plain.newEncoder(sample.field().type())) {
                ByteArrayBuilder given = new ByteArrayBuilder(0);
                ByteArrayBuilder found = new ByteArrayBuilder(0);
                for (int i = 0; i < decoded.length; i++) {
                    int count = length(encoder, blocks.get(i));
                    given.clear();
                    found.clear();
                    bytes.appendAny(blocks.get(i), 0, count, given);
                    bytes.appendAny(decoded[i], 0, count, found);
                    if (!Arrays.equals(given.toByteArray(), found.toByteArray())) {
                        throw new IllegalStateException(codec + " does not give back block " + i + " of the sample");
                    }
                }
            }
        }
    }
}
