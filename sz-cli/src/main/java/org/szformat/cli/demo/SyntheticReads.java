package org.szformat.cli.demo;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Reads like those of a nanopore sequencer: bases pass the pore one after the other, each for a time of its own, and the
 * current is what {@link PoreModel} says of the bases in it, with noise. The same seed and number give the same read.
 * Immutable.
 */
final class SyntheticReads {
    static final String READ_ID = "read_id";
    static final String READ_NUMBER = "read_number";
    static final String RAW_SIGNAL = "raw_signal";

    private static final String BASES = "ACGT";
    private static final String[] END_REASONS = {
        "signal_positive", "signal_positive", "signal_positive", "unblock_mux_change", "mux_change"
    };
    private static final String RUN_ID = "d3m0";
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private static final double SAMPLING_RATE = 4000;
    private static final double DIGITISATION = 8192;
    private static final double RANGE = 1443.030273;
    private static final double MEDIAN_BASES = 2600;
    private static final double LENGTH_SPREAD = 0.6;
    private static final int SHORTEST = 200;
    private static final int LONGEST = 60_000;
    private static final int SHORTEST_DWELL = 3;
    private static final double EXTRA_DWELL = 7;
    private static final int STRIDE = 5;

    private static final Schema SCHEMA = Schema.builder()
            .attribute(READ_ID, ValueType.S)
            .attribute("run_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("digitisation", ValueType.F64)
            .attribute("offset", ValueType.F64)
            .attribute("range", ValueType.F64)
            .attribute("sampling_rate", ValueType.F64)
            .attribute("start_sample", ValueType.U32)
            .attribute(READ_NUMBER, ValueType.U32)
            .attribute("median_before", ValueType.F32)
            .attribute("end_reason", ValueType.S)
            .dataset(RAW_SIGNAL, ValueType.I16)
            .dataset("fastq", ValueType.S)
            .dataset("move_table", ValueType.U16)
            .dataset("qscores", ValueType.F32)
            .build();

    private final long seed;
    private final PoreModel pore;

    SyntheticReads(long seed) {
        this.seed = seed;
        this.pore = new PoreModel(seed);
    }

    static Schema schema() {
        return SCHEMA;
    }

    Header header() {
        JsonValue run = JsonValue.of(Map.of("sampling_rate", JsonValue.of(SAMPLING_RATE)));
        return Header.empty()
                .with("source", JsonValue.of("sz demo"))
                .with("seed", JsonValue.of(seed))
                .with("move_table_stride", JsonValue.of(STRIDE))
                .with("runs", JsonValue.of(Map.of(RUN_ID, run)));
    }

    /** The ID of a read. */
    String id(long number) {
        return id(random(number)).toString();
    }

    /** A read; the work of about a millisecond. */
    Record read(long number) {
        SplittableRandom random = random(number);
        String id = id(random).toString();
        double offset = random.nextInt(-20, 20);
        byte[] bases = bases(random);
        int[] starts = starts(random, bases.length);
        float[] qscores = qscores(random, bases.length);
        return Record.builder(SCHEMA)
                .set(READ_ID, id)
                .set("run_id", RUN_ID)
                .set("channel", 1 + random.nextInt(512))
                .set("digitisation", DIGITISATION)
                .set("offset", offset)
                .set("range", RANGE)
                .set("sampling_rate", SAMPLING_RATE)
                .set("start_sample", random.nextInt(Integer.MAX_VALUE))
                .set(READ_NUMBER, number)
                .set("median_before", (float) (200 + 10 * Noise.next(random)))
                .set("end_reason", END_REASONS[random.nextInt(END_REASONS.length)])
                .set(RAW_SIGNAL, signal(random, bases, starts, offset))
                .set("fastq", fastq(id, bases, qscores))
                .set("move_table", moves(starts))
                .set("qscores", qscores)
                .build();
    }

    private SplittableRandom random(long number) {
        return new SplittableRandom(seed + (number + 1) * GOLDEN_GAMMA);
    }

    private static UUID id(SplittableRandom random) {
        long version4 = random.nextLong() & ~0xF000L | 0x4000L;
        long variant2 = random.nextLong() & ~(3L << 62) | 2L << 62;
        return new UUID(version4, variant2);
    }

    private static byte[] bases(SplittableRandom random) {
        double length = MEDIAN_BASES * Math.exp(LENGTH_SPREAD * Noise.next(random));
        byte[] bases = new byte[(int) Math.max(SHORTEST, Math.min(LONGEST, length))];
        for (int i = 0; i < bases.length; i++) {
            bases[i] = (byte) random.nextInt(BASES.length());
        }
        return bases;
    }

    /** The sample at which each base enters the pore, and the number of samples. */
    private static int[] starts(SplittableRandom random, int bases) {
        int[] starts = new int[bases + 1];
        for (int i = 0; i < bases; i++) {
            double waiting = -EXTRA_DWELL * Math.log1p(-random.nextDouble());
            starts[i + 1] = starts[i] + SHORTEST_DWELL + (int) waiting;
        }
        return starts;
    }

    private short[] signal(SplittableRandom random, byte[] bases, int[] starts, double offset) {
        double scale = DIGITISATION / RANGE;
        short[] signal = new short[starts[bases.length]];
        int kmer = 0;
        for (int i = 0; i < bases.length; i++) {
            kmer = PoreModel.next(kmer, bases[i]);
            double level = pore.level(kmer) * scale - offset;
            double noise = pore.noise(kmer) * scale;
            for (int sample = starts[i]; sample < starts[i + 1]; sample++) {
                signal[sample] = (short) Math.rint(level + noise * Noise.next(random));
            }
        }
        return signal;
    }

    /** Phred scores that wander, to a tenth. */
    private static float[] qscores(SplittableRandom random, int bases) {
        float[] qscores = new float[bases];
        double score = 18;
        for (int i = 0; i < bases; i++) {
            score = Math.max(2, Math.min(40, 18 + 0.85 * (score - 18) + 3 * Noise.next(random)));
            qscores[i] = (float) (Math.rint(score * 10) / 10);
        }
        return qscores;
    }

    private static String fastq(String id, byte[] bases, float[] qscores) {
        StringBuilder text = new StringBuilder(2 * bases.length + id.length() + 8);
        text.append('@').append(id).append('\n');
        for (byte base : bases) {
            text.append(BASES.charAt(base));
        }
        text.append("\n+\n");
        for (float qscore : qscores) {
            text.append((char) ('!' + (int) qscore));
        }
        return text.append('\n').toString();
    }

    /** For every {@value #STRIDE} samples, whether a base enters in them. */
    private static short[] moves(int[] starts) {
        short[] moves = new short[(starts[starts.length - 1] + STRIDE - 1) / STRIDE];
        Arrays.stream(starts, 0, starts.length - 1).forEach(start -> moves[start / STRIDE] = 1);
        return moves;
    }
}
