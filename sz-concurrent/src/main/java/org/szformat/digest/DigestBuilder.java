package org.szformat.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.szformat.number.Float80;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Makes the {@link RecordDigest} of many records of one schema, without an object for each.
 *
 * <pre>{@code
 * DigestBuilder digest = new DigestBuilder(schema);
 * records.forEach(digest::add);
 * RecordDigest all = digest.build();
 * }</pre>
 *
 * <p>Confined to one thread.
 */
public final class DigestBuilder {
    private static final int BUFFER = 1 << 16;
    private static final int DIGEST_BYTES = 32;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WORDS = DIGEST_BYTES / Integer.BYTES;
    private static final List<ValueType> TYPES = List.of(
            ValueType.S,
            ValueType.I8,
            ValueType.I16,
            ValueType.I32,
            ValueType.I64,
            ValueType.U8,
            ValueType.U16,
            ValueType.U32,
            ValueType.U64,
            ValueType.F16,
            ValueType.F32,
            ValueType.F64,
            ValueType.F128);

    /** A field, and the bytes that stand for it before its value. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    private record Named(Field field, byte[] name, byte[] prefix) {
        static Named of(Field field) {
            byte[] name = field.name().getBytes(StandardCharsets.UTF_8);
            byte[] prefix = Arrays.copyOf(new byte[] {(byte) name.length, (byte) (name.length >> 8)}, name.length + 4);
            System.arraycopy(name, 0, prefix, 2, name.length);
            prefix[name.length + 2] = (byte) (field.isDataset() ? 1 : 0);
            prefix[name.length + 3] = (byte) TYPES.indexOf(field.type());
            return new Named(field, name, prefix);
        }
    }

    private final Schema schema;
    private final List<Named> fields;
    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] digest = new byte[DIGEST_BYTES];
    /** The sum, the lowest 32 bits first. */
    private final long[] words = new long[WORDS];

    private long records;

    /** Of no record of a schema yet. */
    public DigestBuilder(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields().stream()
                .map(Named::of)
                .sorted((a, b) -> Arrays.compareUnsigned(a.name(), b.name()))
                .toList();
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a record of the schema. */
    public DigestBuilder add(Record record) {
        if (!record.schema().equals(schema)) {
            throw new IllegalArgumentException("found a record of " + record.schema() + "; expected " + schema);
        }
        for (Named named : fields) {
            Field field = named.field();
            if (begin(named, record.isMissing(field))) {
                if (hasBits(field)) {
                    putBits(field, record.bits(field));
                } else {
                    Object value = record.stored(field);
                    putObject(field, value, 0, field.isText() ? 0 : record.length(field));
                }
            }
        }
        endRecord();
        return this;
    }

    /** Adds all rows of a batch of the schema. */
    DigestBuilder add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            for (Named named : fields) {
                Field field = named.field();
                BatchColumn column = batch.columns().get(field.position());
                if (begin(named, column.isMissing(row))) {
                    if (column.hasBits()) {
                        putBits(field, column.bits(row));
                    } else if (field.isAttribute() || field.isText()) {
                        putObject(field, column.stored(row), 0, 1);
                    } else {
                        putObject(field, column.array(row), column.from(row), column.length(row));
                    }
                }
            }
            endRecord();
        }
        return this;
    }

    /** 64 bits of the hash of the record that was added last. */
    long lastHash(int word) {
        return word(digest, word);
    }

    /** 64 bits of a hash. */
    private static long word(byte[] hash, int word) {
        return (long) LONGS.get(hash, word * Long.BYTES);
    }

    /** The digest of all that were added so far. */
    public RecordDigest build() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = WORDS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(Integer.SIZE).add(BigInteger.valueOf(words[i]));
        }
        return RecordDigest.NONE.plus(new RecordDigest(records, sum));
    }

    private static boolean hasBits(Field field) {
        return field.isAttribute() && !field.isText() && field.type() != ValueType.F128;
    }

    /** Puts what stands before a value; says whether there is one. */
    private boolean begin(Named named, boolean isMissing) {
        room(named.prefix().length + 1);
        buffer.put(named.prefix()).put((byte) (isMissing ? 0 : 1));
        return !isMissing;
    }

    private void putBits(Field field, long bits) {
        room(2 * Long.BYTES);
        buffer.putLong(1);
        switch (field.type().width()) {
            case 1 -> buffer.put((byte) bits);
            case 2 -> buffer.putShort((short) bits);
            case 4 -> buffer.putInt((int) bits);
            default -> buffer.putLong(bits);
        }
    }

    private void putObject(Field field, Object value, int from, int count) {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            putArray(utf8, 0, utf8.length, 1);
        } else if (value instanceof Float80 number) {
            room(Long.BYTES + Float80.BYTES);
            buffer.putLong(1).putLong(number.significand()).putShort(number.signExponent());
        } else {
            putArray(value, from, count, ArrayBytes.width(field.type()));
        }
    }

    private void putArray(Object array, int from, int count, int width) {
        room(Long.BYTES);
        buffer.putLong(count);
        for (int done = 0; done < count; ) {
            room(width);
            int now = Math.min(count - done, buffer.remaining() / width);
            ArrayBytes.put(array, from + done, now, buffer);
            done += now;
        }
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
    }

    private void drain() {
        sha.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void endRecord() {
        drain();
        try {
            sha.digest(digest, 0, DIGEST_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            int at = DIGEST_BYTES - Integer.BYTES * (i + 1);
            long word = (digest[at] & 0xFFL) << 24
                    | (digest[at + 1] & 0xFFL) << 16
                    | (digest[at + 2] & 0xFFL) << 8
                    | digest[at + 3] & 0xFFL;
            long sum = words[i] + word + carry;
            words[i] = sum & 0xFFFF_FFFFL;
            carry = sum >>> Integer.SIZE;
        }
        records++;
    }
}
