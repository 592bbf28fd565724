package org.szformat.benchmarks.scale;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.szformat.record.Record;
import org.szformat.schema.Field;

/**
 * Reads in a file that any language loads with a few lines, so that all programs that are compared work on the same.
 *
 * <p>Everything is little-endian: the bytes {@code SZCORPUS}, the number of reads and of samples (8 bytes each), and for
 * each read its ID (36 characters), the number of its samples (4 bytes), digitisation, offset, range and sampling rate
 * (doubles), and the samples (2 bytes each).
 */
final class Corpus {
    private static final byte[] MAGIC = "SZCORPUS".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_LENGTH = 36;
    private static final int READ_HEAD = ID_LENGTH + Integer.BYTES + 4 * Double.BYTES;
    private static final List<String> ATTRIBUTES = List.of("digitisation", "offset", "range", "sampling_rate");

    /** Of so many samples one is changed by one, so that no two reads are alike. */
    private static final int PERTURBED = 97;

    /** Reads are shorter or longer than the mean by up to a quarter of it. */
    private static final double SPREAD = 0.25;

    /**
     * Of a read's samples so many are one in the sum that every reader must find. All of them would be a fifth of the time
     * of a read in any language; and since samples are stored as differences, one that is wrong changes those behind it.
     */
    private static final int SUM_STRIDE = 16;

    private Corpus() {}

    /**
     * Writes reads that are cut from others, moved up or down, and changed a little.
     *
     * @param sources where the samples come from, over and over
     * @param samples how many in all, at least
     * @param meanLength of a read, in samples
     * @return the number of reads
     */
    static int write(Path path, List<Record> sources, long samples, int meanLength) throws IOException {
        List<short[]> signals =
                sources.stream().map(read -> read.getShorts(Reads.SIGNAL)).toList();
        SplittableRandom random = new SplittableRandom(meanLength);
        List<Integer> lengths = new ArrayList<>();
        long planned = 0;
        while (planned < samples) {
            int length = (int) (meanLength * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
            lengths.add(length);
            planned += length;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            out.write(ByteBuffer.allocate(24)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(MAGIC)
                    .putLong(lengths.size())
                    .putLong(planned)
                    .array());
            Cutter cutter = new Cutter(signals, random);
            for (int i = 0; i < lengths.size(); i++) {
                out.write(bytes(Reads.read(Reads.id(i), i, cutter.next(lengths.get(i)))));
            }
        }
        return lengths.size();
    }

    private static byte[] bytes(Record read) {
        short[] signal = read.getShorts(Reads.SIGNAL);
        ByteBuffer bytes =
                ByteBuffer.allocate(READ_HEAD + Short.BYTES * signal.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(read.key().getBytes(StandardCharsets.US_ASCII)).putInt(signal.length);
        ATTRIBUTES.forEach(name -> bytes.putDouble(read.getReal(name)));
        bytes.asShortBuffer().put(signal);
        return bytes.array();
    }

    /** Walks through signals, one behind the other, and begins again at another shift when they end. */
    private static final class Cutter {
        private final List<short[]> signals;
        private final SplittableRandom random;
        private int signal;
        private int at;
        private int shift;

        Cutter(List<short[]> signals, SplittableRandom random) {
            this.signals = signals;
            this.random = random;
        }

        short[] next(int length) {
            short[] piece = new short[length];
            for (int i = 0; i < length; i++) {
                while (at == signals.get(signal).length) {
                    at = 0;
                    signal = (signal + 1) % signals.size();
                    shift = random.nextInt(-30, 31);
                }
                piece[i] = (short) (signals.get(signal)[at++] + shift);
            }
            for (int i = random.nextInt(PERTURBED); i < length; i += 1 + random.nextInt(2 * PERTURBED)) {
                piece[i] ^= 1;
            }
            return piece;
        }
    }

    /** Loads a corpus. */
    static List<Record> read(Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
            ByteBuffer head = next(in, 24);
            byte[] magic = new byte[MAGIC.length];
            head.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException(path + " is no corpus");
            }
            int count = Math.toIntExact(head.getLong());
            List<Record> reads = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                ByteBuffer bytes = next(in, READ_HEAD);
                byte[] id = new byte[ID_LENGTH];
                bytes.get(id);
                short[] signal = new short[bytes.getInt()];
                double[] attributes = new double[ATTRIBUTES.size()];
                bytes.asDoubleBuffer().get(attributes);
                next(in, Short.BYTES * signal.length).asShortBuffer().get(signal);
                reads.add(Reads.read(new String(id, StandardCharsets.US_ASCII), attributes, signal));
            }
            return reads;
        }
    }

    private static ByteBuffer next(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the corpus ends early");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The samples of all reads, added up: what every program that reads them must find. */
    static long sum(List<Record> reads) {
        return reads.stream().mapToLong(Corpus::sum).sum();
    }

    /** Every {@value #SUM_STRIDE}th sample of a read, added up. */
    static long sum(Record read) {
        Field field = read.schema().field(Reads.SIGNAL);
        short[] signal = (short[]) read.stored(field);
        long sum = 0;
        for (int i = 0; i < signal.length; i += SUM_STRIDE) {
            sum += signal[i];
        }
        return sum;
    }
}
