package org.szformat.concurrent;

import java.util.List;
import java.util.stream.IntStream;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Made-up reads that say who put them, and when. */
final class Reads {
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("producer", ValueType.I32)
            .attribute("number", ValueType.I32)
            .dataset("raw_signal", ValueType.I16)
            .build();

    private Reads() {}

    static Record read(int producer, int number, int samples) {
        short[] signal = new short[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = (short) (producer * 31 + number + i % 17);
        }
        return Record.builder(SCHEMA)
                .set("read_id", id(producer, number))
                .set("producer", producer)
                .set("number", number)
                .set("raw_signal", signal)
                .build();
    }

    static String id(int producer, int number) {
        return producer + "-" + number;
    }

    static List<Record> reads(int producer, int from, int count, int samples) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> read(producer, number, samples))
                .toList();
    }

    static int producer(Record record) {
        return (int) record.getInteger("producer");
    }

    static int number(Record record) {
        return (int) record.getInteger("number");
    }

    static long weight(Record record) {
        return Weight.ofValues(record, record.valueBytes());
    }
}
