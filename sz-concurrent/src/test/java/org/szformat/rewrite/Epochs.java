package org.szformat.rewrite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files of many objects that are seen at many epochs, and a process that regroups them in little memory. */
final class Epochs {
    static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("object", ValueType.I32)
            .attribute("time", ValueType.F64)
            .dataset("signal", ValueType.I16)
            .build();

    private Epochs() {}

    /** Arguments: {@code write FILE OBJECTS EPOCHS SAMPLES}, or {@code regroup SOURCE TARGET THREADS}, which prints the digest. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        if (args[0].equals("write")) {
            write(path, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        } else {
            Rewrite rewrite = Rewrite.from(path).groupBy("object").threads(Integer.parseInt(args[3]));
            RewriteResult result = args.length > 4
                    ? rewrite.to(Path.of(args[2]), OnExisting.REPLACE)
                    : rewrite.verified().to(Path.of(args[2]), OnExisting.REPLACE);
            System.err.println(result);
            System.out.print(result.digest().map(RecordDigest::toString).orElse(""));
        }
    }

    /** Writes epoch by epoch, each of them a chunk. */
    static void write(Path path, int objects, int epochs, int samples) throws IOException, InterruptedException {
        try (CompressedFile.Writer writer = CompressedFile.create(path, SCHEMA)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                List<Record> records = new ArrayList<>(objects);
                for (int object = 0; object < objects; object++) {
                    records.add(record(object, epoch, samples));
                }
                writer.putChunk(records);
                writer.flush();
            }
        }
    }

    static Record record(int object, int epoch, int samples) {
        short[] signal = new short[samples];
        long state = 0x9E3779B97F4A7C15L * (1 + object + 1_000_003L * epoch);
        for (int i = 0; i < samples; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            signal[i] = (short) (500 + object % 50 + (state & 31) + (state >>> 8 & 31));
        }
        return Record.builder(SCHEMA)
                .set("id", object + "-" + epoch)
                .set("object", object)
                .set("time", epoch + object * 1e-4)
                .set("signal", signal)
                .build();
    }
}
