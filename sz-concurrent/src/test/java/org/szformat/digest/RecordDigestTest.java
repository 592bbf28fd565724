package org.szformat.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class RecordDigestTest {
    private static final List<Record> RECORDS = Samples.records(7, 500);

    @TempDir
    Path temp;

    @Test
    void isAsItSays() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("a", ValueType.U8)
                .dataset("B", ValueType.I16)
                .build();
        Record record = Record.builder(schema)
                .set("id", "x")
                .set("a", 7)
                .set("B", new short[] {-2})
                .build();
        byte[] canonical = {
            1,
            0,
            'B',
            1,
            2,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) 0xFE,
            (byte) 0xFF,
            1,
            0,
            'a',
            0,
            5,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            7,
            2,
            0,
            'i',
            'd',
            0,
            0,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            'x'
        };
        BigInteger sha = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(canonical));
        assertEquals(new RecordDigest(1, sha), RecordDigest.of(record));
        BigInteger thrice = sha.multiply(BigInteger.valueOf(3)).mod(BigInteger.ONE.shiftLeft(256));
        assertEquals(
                new RecordDigest(3, thrice),
                RecordDigest.NONE.add(record).add(record).add(record));
        assertTrue(RecordDigest.of(record).toString().matches("[0-9a-f]{64} 1"));
    }

    @Test
    void seesEveryFieldAndNoOrder() throws Exception {
        RecordDigest all = RecordDigest.NONE;
        for (int i = RECORDS.size() - 1; i >= 0; i--) {
            all = all.add(RECORDS.get(i));
        }
        assertEquals(all, RecordDigest.of(Samples.write(temp.resolve("source.sz"), RECORDS, 60, Layout.CONTAINER), 2));
        Record record = RECORDS.get(3);
        for (Field field : Samples.SCHEMA.fields()) {
            if (!Samples.SCHEMA.isKey(field)) {
                Record other = RECORDS.stream()
                        .map(each -> with(record, each, field))
                        .filter(each -> !each.equals(record))
                        .findFirst()
                        .orElseThrow();
                assertFalse(RecordDigest.of(record).equals(RecordDigest.of(other)), field::toString);
            }
        }
    }

    private static Record with(Record record, Record other, Field changed) {
        RecordBuilder builder = Record.builder(record.schema());
        for (Field field : record.schema().fields()) {
            builder.copy(field.equals(changed) ? other : record, field, field);
        }
        return builder.build();
    }
}
