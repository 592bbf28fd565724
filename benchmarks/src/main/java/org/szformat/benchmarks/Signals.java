package org.szformat.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.ValueType;

/** The signals that codecs are measured on, by the value of the parameter {@code signal}. */
final class Signals {

    /** Real reads where there are some beside the checkout, else made up. */
    static final String ANY = "any";

    /** Noisy steps as a pore gives them. */
    static final String MADE_UP = "made-up";

    private static final Path REAL = Path.of("../shared/reads/r9_promethion.sz");
    private static final long SEED = 1;

    private Signals() {}

    /** So many samples: of an SZ file, of a file of little-endian 16-bit integers, or made up. */
    static short[] of(String signal, int count) throws IOException {
        boolean real = Files.exists(REAL);
        if (signal.equals(MADE_UP) || (signal.equals(ANY) && !real)) {
            return madeUp(count);
        }
        Path file = signal.equals(ANY) ? REAL : Path.of(signal);
        short[] samples = new short[count];
        int have = Layouts.recognise(file).isPresent() ? fillFromSz(file, samples) : fillFromRaw(file, samples);
        for (int i = have; i < count; i++) {
            samples[i] = samples[i - have];
        }
        return samples;
    }

    private static int fillFromRaw(Path file, short[] samples) throws IOException {
        ShortBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        int count = Math.min(samples.length, buffer.remaining());
        buffer.get(samples, 0, count);
        return count;
    }

    private static int fillFromSz(Path path, short[] samples) throws IOException {
        int have = 0;
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            Field field = file.schema().datasets().stream()
                    .filter(dataset -> dataset.type() == ValueType.I16)
                    .findFirst()
                    .orElseThrow(() -> new IOException(path + ": has no dataset of type I16"));
            for (Chunk chunk : file.chunks()) {
                for (Record read : file.read(chunk, Projection.all(file.schema()))) {
                    short[] signal = read.getShorts(field.name());
                    int more = Math.min(signal.length, samples.length - have);
                    System.arraycopy(signal, 0, samples, have, more);
                    have += more;
                }
            }
        }
        return have;
    }

    private static short[] madeUp(int count) {
        Random random = new Random(SEED);
        short[] samples = new short[count];
        double level = 500;
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (left-- == 0) {
                level = 500 + 80 * random.nextGaussian();
                left = 1 + random.nextInt(18);
            }
            samples[i] = (short) Math.round(level + 9 * random.nextGaussian());
        }
        return samples;
    }
}
