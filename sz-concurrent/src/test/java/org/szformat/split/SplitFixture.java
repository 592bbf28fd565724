package org.szformat.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.rewrite.Contents;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files to split, and what is in those that come of it. */
abstract class SplitFixture {
    static final List<Record> RECORDS = Samples.records(11, 400);
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("run_id", ValueType.S)
            .attribute("n", ValueType.I32)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    Path source() throws Exception {
        return Samples.write(temp.resolve("source.sz"), RECORDS, 30, Layout.CONTAINER);
    }

    Path out() {
        return temp.resolve("out");
    }

    static Record record(String id, String run, int n) {
        RecordBuilder record =
                Record.builder(SCHEMA).set("read_id", id).set("n", n).set("signal", new short[] {(short) n, 3});
        return (run == null ? record.setMissing("run_id") : record.set("run_id", run)).build();
    }

    Path reads(String... idsAndRuns) throws Exception {
        List<Record> records = new ArrayList<>();
        for (String each : idsAndRuns) {
            String[] parts = each.split(":", 2);
            records.add(record(parts[0], parts.length == 1 ? null : parts[1], records.size()));
        }
        return Samples.write(temp.resolve("reads.sz"), records, 3, Layout.CONTAINER);
    }

    static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        String.join(
                                " ",
                                Contents.read(file).stream().map(Record::key).toList()));
            }
        }
        return contents;
    }

    Path table(String text) throws IOException {
        return Files.writeString(temp.resolve("table.txt"), text);
    }

    /** Every record is in one file, in order, and together they are what there was. */
    static void assertAll(SplitResult result, Path source) throws Exception {
        RecordDigest digest = RecordDigest.NONE;
        long records = 0;
        for (SplitResult.Part part : result.parts()) {
            digest = digest.plus(RecordDigest.of(part.path(), 1));
            try (CompressedFile.Reader reader = CompressedFile.open(part.path())) {
                assertEquals(part.records(), reader.size());
                reader.file().verifyStructure();
                records += reader.size();
            }
        }
        assertEquals(RecordDigest.of(source, 1), digest);
        assertEquals(records, result.records());
    }
}
