package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.number.Float80;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;
import org.szformat.selection.RecordSelection;
import org.szformat.transfer.SchemaMapping;

/** Records that are brought into groups and into order. */
class SortingTest {
    private static final List<Record> RECORDS = Samples.records(11, 700);

    @TempDir
    Path temp;

    private Path source() throws Exception {
        Path path = temp.resolve("source.sz");
        return Files.exists(path) ? path : Samples.write(path, RECORDS, 50, Layout.CONTAINER);
    }

    @ParameterizedTest
    @EnumSource
    void sortedByEveryType(ValueType type) throws Exception {
        Field field = Samples.SCHEMA.field("a" + type);
        Path target = temp.resolve("target.sz");
        Rewrite.from(source()).sortBy(field.name()).verified().to(target, OnExisting.REFUSE);
        assertEquals(RECORDS.stream().sorted(order(field)).toList(), Contents.read(target));
    }

    /** What the documentation says, by other means than bytes. */
    private static Comparator<Record> order(Field field) {
        Comparator<Record> values = switch (field.type()) {
            case S -> Comparator.comparing(record -> (String) record.stored(field));
            case U64 -> (a, b) -> Long.compareUnsigned(a.bits(field), b.bits(field));
            case F16, F32, F64 -> Comparator.comparingDouble(record -> record.getReal(field.name()));
            case F128 ->
                (a, b) -> {
                    Float80 x = a.getFloat80(field.name());
                    Float80 y = b.getFloat80(field.name());
                    return x.isNaN() && y.isNaN() ? 0 : x.compareTo(y);
                };
            default -> Comparator.comparingLong(record -> record.bits(field));
        };
        return (a, b) -> a.isMissing(field) || b.isMissing(field)
                ? Boolean.compare(a.isMissing(field), b.isMissing(field))
                : values.compare(a, b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "aS", "aF32", "aF128", "id"})
    void groupsInOrderOfFirstAppearance(String attribute) throws Exception {
        Field field = Samples.SCHEMA.field(attribute);
        Map<Object, List<Record>> groups = new LinkedHashMap<>();
        for (Record record : RECORDS) {
            groups.computeIfAbsent(value(record, field), any -> new ArrayList<>())
                    .add(record);
        }
        Path target = temp.resolve("target.sz");
        Rewrite.from(source()).groupBy(attribute).verified().to(target, OnExisting.REFUSE);
        assertEquals(groups.values().stream().flatMap(List::stream).toList(), Contents.read(target));
        Path sorted = temp.resolve("sorted.sz");
        Rewrite.from(source()).groupBy(attribute).sortBy("aI16", "aS").to(sorted, OnExisting.REFUSE);
        Comparator<Record> within =
                order(Samples.SCHEMA.field("aI16")).thenComparing(order(Samples.SCHEMA.field("aS")));
        assertEquals(
                groups.values().stream()
                        .flatMap(group -> group.stream().sorted(within))
                        .toList(),
                Contents.read(sorted));
    }

    private static Object value(Record record, Field field) {
        if (record.isMissing(field)) {
            return Optional.empty();
        }
        if (field.isText()) {
            return record.stored(field);
        }
        if (field.type().isFloat()) {
            Float80 value = record.getFloat80(field.name());
            return value.isNaN() ? Float80.NAN : value.isZero() ? Float80.ZERO : value;
        }
        return record.bits(field);
    }

    @Test
    void groupsAreNotCutUnlessTheyAreLarge() throws Exception {
        Path target = temp.resolve("target.sz");
        Rewrite.from(source()).groupBy("aU8").chunkRecords(20).to(target, OnExisting.REFUSE);
        List<Record> records = Contents.read(target);
        Field field = Samples.SCHEMA.field("aU8");
        for (Chunk chunk : Contents.chunks(target)) {
            int from = (int) chunk.firstRow();
            int to = from + chunk.records();
            assertTrue(chunk.records() <= 20);
            boolean cut =
                    to < records.size() && value(records.get(to), field).equals(value(records.get(to - 1), field));
            if (cut) {
                // Its first record is where the chunk begins: the group is larger than that.
                assertEquals(value(records.get(from), field), value(records.get(to - 1), field));
            }
        }
        Rewrite.from(source()).groupBy("group").chunkRecords(1000).to(temp.resolve("one.sz"), OnExisting.REFUSE);
        assertEquals(1, Contents.chunks(temp.resolve("one.sz")).size());
    }

    @Test
    void filteredUnselectedAndUnited() throws Exception {
        Path source = source();
        Path target = temp.resolve("target.sz");
        String text = "aI32 > 0 && group != 2";
        Rewrite.from(source, source)
                .where(text)
                .select(List.of("id", "dI16"))
                .groupBy("group")
                .sortBy("aF64")
                .verified()
                .to(target, OnExisting.REFUSE);
        Filter filter = Filter.parse(text, Samples.SCHEMA);
        List<Record> hits = Stream.concat(RECORDS.stream(), RECORDS.stream())
                .filter(filter::test)
                .toList();
        Map<Object, List<Record>> groups = new LinkedHashMap<>();
        hits.forEach(record -> groups.computeIfAbsent(record.getInteger("group"), any -> new ArrayList<>())
                .add(record));
        List<Record> expected = groups.values().stream()
                .flatMap(group -> group.stream().sorted(order(Samples.SCHEMA.field("aF64"))))
                .toList();
        Schema schema = Samples.SCHEMA.select(List.of("id", "dI16"));
        assertEquals(new SchemaMapping(Samples.SCHEMA, schema).apply(expected), Contents.read(target));
    }

    @Test
    void whatComesToASourceMeanwhileIsLeftOut() throws Exception {
        Path source = source();
        RecordSelection growing = (file, before) -> {
            try (CompressedFile.Writer writer = CompressedFile.append(source)) {
                writer.put(RECORDS.get(0));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return row -> true;
        };
        Path target = temp.resolve("target.sz");
        Rewrite.from(source, source).keeping(growing).groupBy("id").to(target, OnExisting.REFUSE);
        List<Record> expected =
                RECORDS.stream().flatMap(record -> Stream.of(record, record)).toList();
        assertEquals(expected, Contents.read(target));
        assertEquals(702, Contents.read(source).size());
    }

    /** Records of 40 MB, some of them large, in 8 MiB: there are runs, and they are merged. */
    @Test
    void spilled() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("object", ValueType.I32)
                .attribute("time", ValueType.F64)
                .dataset("signal", ValueType.I16)
                .build();
        SplittableRandom random = new SplittableRandom(5);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            short[] signal = new short[i % 4000 == 7 ? 300_000 + i : random.nextInt(2000)];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) random.nextInt(1000);
            }
            records.add(Record.builder(schema)
                    .set("id", "r" + i)
                    .set("object", i * 7919 % 100)
                    .set("time", random.nextDouble())
                    .set("signal", signal)
                    .build());
        }
        Path source = Samples.write(temp.resolve("spilled.sz"), records, 1000, Layout.CONTAINER);
        byte[] first = null;
        for (int threads : new int[] {1, 3}) {
            Path target = temp.resolve(threads + ".sz");
            RewriteResult result = Rewrite.from(source)
                    .groupBy("object")
                    .sortBy("time")
                    .memory(Rewrite.MIN_MEMORY)
                    .threads(threads)
                    .verified()
                    .to(target, OnExisting.REFUSE);
            assertEquals(RecordDigest.of(source, 2), result.digest().orElseThrow());
            first = first == null ? Files.readAllBytes(target) : first;
            assertArrayEquals(first, Files.readAllBytes(target));
        }
        Map<Long, List<Record>> groups = new LinkedHashMap<>();
        records.forEach(record -> groups.computeIfAbsent(record.getInteger("object"), any -> new ArrayList<>())
                .add(record));
        List<Record> expected = groups.values().stream()
                .flatMap(group -> group.stream().sorted(Comparator.comparingDouble(record -> record.getReal("time"))))
                .toList();
        assertEquals(expected, Contents.read(temp.resolve("1.sz")));
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(3, left.count());
        }
    }
}
