package org.szformat.cli;

import java.util.Random;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Reads that files of every nanopore format can hold. */
final class ForeignReads {
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("digitisation", ValueType.F64)
            .attribute("offset", ValueType.F64)
            .attribute("range", ValueType.F64)
            .attribute("sampling_rate", ValueType.F64)
            .attribute("channel", ValueType.U16)
            .dataset("raw_signal", ValueType.I16)
            .build();

    private ForeignReads() {}

    static String id(int number) {
        return String.format("%08x-0000-4000-8000-000000000000", number * 7919);
    }

    /** A read of random samples, of one of so many channels. */
    static Record read(int number, int channels, Random random, int samples) {
        short[] signal = new short[samples];
        for (int at = 0; at < signal.length; at++) {
            signal[at] = (short) (500 + random.nextInt(200));
        }
        return Record.builder(SCHEMA)
                .set("read_id", id(number))
                .set("digitisation", 8192.0)
                .set("offset", number % 9 + 0.5)
                .set("range", 1400.5)
                .set("sampling_rate", 4000.0)
                .set("channel", 1 + number % channels)
                .set("raw_signal", signal)
                .build();
    }
}
