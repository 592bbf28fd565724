package org.szformat.digest;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.szformat.concurrent.CompressedFile;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * What a set of records holds, as one number: equal for two files that hold the same records, in whatever order, chunks,
 * layout and lossless codecs. Headers, and which attribute is the key, do not count; neither does the order of fields.
 *
 * <pre>{@code
 * boolean same = RecordDigest.of(before, 2).equals(RecordDigest.of(after, 2));
 * }</pre>
 *
 * <p>It is the number of records, and the sum modulo 2<sup>256</sup> of the SHA-256 (FIPS 180-4) of each record's canonical
 * bytes, read as an unsigned integer with the most significant byte first. The canonical bytes are, for each field, in the
 * order of the bytes of the names' UTF-8, compared as unsigned numbers:
 *
 * <pre>
 *  u16      length of the name, in bytes
 *  …        the name, UTF-8
 *  u8       0 attribute, 1 dataset
 *  u8       type: S I8 I16 I32 I64 U8 U16 U32 U64 F16 F32 F64 F128, from 0 on
 *  u8       0 missing, 1 present
 *           and, if it is present:
 *  u64        number of values: of text its bytes of UTF-8, of other attributes 1
 *  …          the values: text as UTF-8; integers; F16, F32 and F64 by their bits; of F128 the u64 significand,
 *             then the u16 of sign and exponent
 * </pre>
 *
 * <p>Numbers are little-endian. So −0 differs from 0, and NaNs differ by their bits; an empty array differs from a missing
 * one. A sum finds what goes wrong by accident; it is no proof against somebody who makes up records for it.
 *
 * <p>Immutable, and safe for use by many threads.
 *
 * @param records how many records there are
 * @param sum the sum, 0 to 2<sup>256</sup> − 1
 */
public record RecordDigest(long records, BigInteger sum) {
    /** Of no records. */
    public static final RecordDigest NONE = new RecordDigest(0, BigInteger.ZERO);

    private static final int BITS = 256;
    private static final long MAX_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 6);
    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);

    /** Of one record. For many, a {@link DigestBuilder} is faster. */
    public static RecordDigest of(Record record) {
        return new DigestBuilder(record.schema()).add(record).build();
    }

    /** Of this set of records and another, which may be of other schemas. */
    public RecordDigest plus(RecordDigest other) {
        return new RecordDigest(records + other.records, sum.add(other.sum).and(MASK));
    }

    /** Of this set of records and one more. */
    public RecordDigest add(Record record) {
        return plus(of(record));
    }

    /**
     * Of all records of a file.
     *
     * @param path an SZ file of any layout
     * @param threads how many threads compute, the calling one included
     * @throws org.szformat.SzFormatException when the file is damaged
     */
    public static RecordDigest of(Path path, int threads) throws IOException, InterruptedException {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            return of(file, Projection.all(file.schema()), threads, records -> {});
        }
    }

    /** As {@link #of(Path, int)}, of a file that is open. */
    public static RecordDigest of(CompressedFile.Reader reader, int threads) throws IOException, InterruptedException {
        return of(reader.file(), Projection.all(reader.schema()), threads, records -> {});
    }

    /**
     * Of some fields of all records of a file that is open.
     *
     * @param threads how many threads compute, the calling one included
     * @param done is told by the calling thread how many more records are done
     * @throws org.szformat.SzFormatException when the file is damaged
     */
    public static RecordDigest of(RecordFile file, Projection projection, int threads, LongConsumer done)
            throws IOException, InterruptedException {
        RecordDigest all = NONE;
        try (Crew crew = new Crew("sz-digest " + file.path(), threads)) {
            OrderedWork<RecordDigest> work = new OrderedWork<>(crew, MAX_BYTES);
            for (Chunk chunk : file.chunks()) {
                long bytes = file.memoryBytes(chunk, projection);
                while (!work.hasRoom(bytes)) {
                    all = all.plus(next(work, done));
                }
                work.begin(bytes, () -> of(file.readBatch(chunk, projection)));
            }
            while (!work.isEmpty()) {
                all = all.plus(next(work, done));
            }
        }
        return all;
    }

    private static RecordDigest next(OrderedWork<RecordDigest> work, LongConsumer done)
            throws IOException, InterruptedException {
        RecordDigest digest = work.next();
        done.accept(digest.records());
        return digest;
    }

    private static RecordDigest of(Batch batch) {
        return new DigestBuilder(batch.schema()).add(batch).build();
    }

    /** The sum as 64 hexadecimal digits, a blank, and the number of records. */
    @Override
    public String toString() {
        String hex = sum.toString(16);
        return "0".repeat(BITS / 4 - hex.length()) + hex + " " + records;
    }
}
