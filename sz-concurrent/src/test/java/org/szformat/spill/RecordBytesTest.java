package org.szformat.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Records that go to temporary files and come back. */
final class RecordBytesTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .dataset("signal", ValueType.I16)
            .dataset("curve", ValueType.F64)
            .build();

    /** Of as many values as are packed together, and of more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 18, (1 << 18) + 1, 600_001})
    void arraysOfAnyLength(int count) throws Exception {
        SplittableRandom random = new SplittableRandom(count);
        short[] signal = new short[count];
        double[] curve = new double[count];
        for (int i = 0; i < count; i++) {
            signal[i] = (short) random.nextInt();
            curve[i] = Double.longBitsToDouble(random.nextLong());
        }
        Record record = Record.builder(SCHEMA)
                .set("id", "r")
                .set("signal", signal)
                .set("curve", curve)
                .build();
        RecordBytes bytes = new RecordBytes(SCHEMA);
        EntryBuffer out = new EntryBuffer(16);
        bytes.write(record, out);
        assertEquals(record, bytes.read(out.array(), 0, out.length()));
    }
}
