package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.Layout;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.query.Samples;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;
import org.szformat.selection.IdSelection;
import org.szformat.selection.RecordSelection;
import org.szformat.selection.Selections;
import org.szformat.split.Split;
import org.szformat.split.SplitResult;
import org.szformat.split.SplitRule;
import org.szformat.transfer.SchemaMapping;
import org.szformat.transfer.Sources;

/** Sources with different fields: what one of them lacks is missing in whatever is asked of it. */
class UnionTest {
    private static final int EACH = 60;
    private static final Schema LEFT = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("n", ValueType.I32)
            .attribute("left", ValueType.I32)
            .dataset("wave", ValueType.I16)
            .build();
    private static final Schema RIGHT = Schema.builder()
            .dataset("other", ValueType.U8)
            .attribute("n", ValueType.I32)
            .attribute("right", ValueType.S)
            .attribute("id", ValueType.S)
            .key("id")
            .build();

    @TempDir
    Path temp;

    private Path left;
    private Path right;
    private Schema union;
    private List<Record> all;

    @BeforeEach
    void write() throws Exception {
        List<Record> lefts = new ArrayList<>();
        List<Record> rights = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            lefts.add(Record.builder(LEFT)
                    .set("id", "l" + i)
                    .set("n", i % 7)
                    .set("left", 3 * i % 5)
                    .set("wave", new short[] {(short) i, 2})
                    .build());
            rights.add(Record.builder(RIGHT)
                    .set("other", new byte[] {(byte) i})
                    .set("n", i % 4)
                    .set("right", "v" + i % 3)
                    .set("id", "r" + i)
                    .build());
        }
        left = Samples.write(temp.resolve("left.sz"), lefts, 16, Layout.CONTAINER);
        right = Samples.write(temp.resolve("right.sz"), rights, 16, Layout.CONTAINER);
        Path whole = temp.resolve("whole.sz");
        rewrite().to(whole, OnExisting.REFUSE);
        all = Contents.read(whole);
        union = all.get(0).schema();
        List<Record> expected = new ArrayList<>(new SchemaMapping(LEFT, union).apply(lefts));
        expected.addAll(new SchemaMapping(RIGHT, union).apply(rights));
        assertEquals(expected, all);
    }

    private Rewrite rewrite() {
        return Rewrite.from(left, right).schemas(SchemaPolicy.UNION).threads(2).verified();
    }

    private List<Record> run(Rewrite rewrite) throws Exception {
        Path target = temp.resolve("target.sz");
        rewrite.to(target, OnExisting.REPLACE);
        return Contents.read(target);
    }

    private static String value(Record record, String attribute) {
        Field field = record.schema().field(attribute);
        return record.isMissing(field) ? "missing" : AttributeText.shortest(record, field);
    }

    private List<Record> those(Predicate<Record> wanted) {
        return all.stream().filter(wanted).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "left == 3,12",
        "left is missing,60",
        "right == 'v1',20",
        "not (right == 'v1'),40",
        "left < 2 or n == 3,",
        "length(wave) == 2,60",
        "length(wave) == 2 and other is missing,60",
        "wave is missing or length(other) != 1,60"
    })
    void filters(String filter, Integer hits) throws Exception {
        Filter parsed = Filter.parse(filter.replace('\'', '"'), union);
        List<Record> expected = those(parsed::test);
        if (hits != null) {
            assertEquals(hits, expected.size());
        }
        assertEquals(expected, run(rewrite().where(parsed.text())));
        assertEquals(
                new SchemaMapping(union, union.select(List.of("id"))).apply(expected),
                run(rewrite().where(parsed.text()).select(List.of("id"))));
    }

    @Test
    void filtersWhereSomeIsDamaged() throws Exception {
        Chunk damaged;
        try (RecordFile file = Sources.open(right)) {
            damaged = file.chunks().get(1);
        }
        byte[] bytes = Files.readAllBytes(right);
        bytes[(int) (damaged.offset() + damaged.storedBytes() - 5)] ^= 1;
        Files.write(right, bytes);
        List<Record> sound =
                run(Rewrite.from(left, right).schemas(SchemaPolicy.UNION).skippingDamage());
        Filter filter = Filter.parse("left == 3 or left is missing", union);
        assertEquals(
                sound.stream().filter(filter::test).toList(),
                run(Rewrite.from(left, right)
                        .schemas(SchemaPolicy.UNION)
                        .where(filter.text())
                        .skippingDamage()));
    }

    @Test
    void fieldsThatOneLacks() throws Exception {
        for (List<String> names :
                List.of(List.of("left"), List.of("right"), List.of("wave", "other"), List.of("id", "other"))) {
            Schema some = union.select(names);
            assertEquals(
                    new SchemaMapping(union, some).apply(all), run(rewrite().select(names)));
        }
    }

    @Test
    void orderAndGroupsByWhatOneLacks() throws Exception {
        List<Record> sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> {
            int missing = Boolean.compare(a.isMissing("left"), b.isMissing("left"));
            return missing != 0 || a.isMissing("left")
                    ? missing
                    : Long.compare(a.getInteger("left"), b.getInteger("left"));
        });
        assertEquals(sorted, run(rewrite().sortBy("left")));
        for (String attribute : List.of("left", "right")) {
            Map<Object, List<Record>> groups = new LinkedHashMap<>();
            for (Record record : all) {
                Object value = value(record, attribute);
                groups.computeIfAbsent(value, any -> new ArrayList<>()).add(record);
            }
            List<Record> grouped =
                    groups.values().stream().flatMap(List::stream).toList();
            assertEquals(grouped, run(rewrite().groupBy(attribute)));
            assertEquals(
                    grouped.stream().filter(record -> record.isMissing("left")).toList(),
                    run(rewrite().groupBy(attribute).where("left is missing")));
        }
    }

    @Test
    void listedIdsAndRowsOfAll() throws Exception {
        List<String> ids = List.of("r59", "l0", "r3", "nobody", "l17");
        for (int few : new int[] {0, 100}) {
            try (IdSelection listed = Selections.of(ids, temp, few)) {
                assertEquals(
                        those(record -> ids.contains(record.key())),
                        run(rewrite().keeping(listed).where("left is missing or left < 9")));
                assertEquals(List.of("nobody"), listed.report().firstMissing());
            }
        }
        RecordSelection rows = RecordSelection.rows(55, 70);
        assertEquals(all.subList(55, 70), run(rewrite().keeping(rows)));
        assertEquals(all.subList(60, 70), run(rewrite().keeping(rows).where("right is not missing")));
    }

    @Test
    void duplicatesAreFoundInAll() throws Exception {
        Path twice = temp.resolve("twice.sz");
        Rewrite.from(left).where("left == 3").to(twice, OnExisting.REFUSE);
        Rewrite three = Rewrite.from(left, right, twice).schemas(SchemaPolicy.UNION);
        assertEquals(all, run(three.onDuplicate(DuplicatePolicy.FIRST)));
        assertEquals(
                those(record -> !record.isMissing("right")),
                run(three.onDuplicate(DuplicatePolicy.FIRST).where("right is not missing")));
    }

    @ParameterizedTest
    @CsvSource({"left", "right"})
    void splitByWhatOneLacks(String attribute) throws Exception {
        SplitResult result = Split.from(left, right)
                .schemas(SchemaPolicy.UNION)
                .by(SplitRule.attributes("{" + attribute + "}.sz"))
                .to(temp.resolve("parts"), OnExisting.REFUSE);
        for (SplitResult.Part part : result.parts()) {
            String value = part.values().get(attribute);
            assertEquals(those(record -> value.equals(value(record, attribute))), Contents.read(part.path()));
        }
        assertEquals(all.stream().map(Record::key).collect(Collectors.toSet()).size(), result.records());
    }

    /** The target has the codecs of the first source, unless those would take from the values of another. */
    @Test
    void whatOneHasDroppedOthersKeep() throws Exception {
        Path three = temp.resolve("three.sz");
        Path five = temp.resolve("five.sz");
        Rewrite.from(left).degrade("wave", 3).to(three, OnExisting.REFUSE);
        Rewrite.from(left).degrade("wave", 5).to(five, OnExisting.REFUSE);
        for (List<Path> sources : List.of(List.of(five, left), List.of(five, three), List.of(three, five, left))) {
            List<Record> expected = new ArrayList<>();
            for (Path source : sources) {
                expected.addAll(Contents.read(source));
            }
            assertEquals(expected, run(Rewrite.from(sources)));
        }
        Path target = temp.resolve("same.sz");
        assertEquals(8, Rewrite.from(three, three).to(target, OnExisting.REFUSE).chunksCopied());
    }

    @Test
    void anotherOrderOfFieldsIsNoDifference() throws Exception {
        Schema turned = Schema.builder()
                .dataset("wave", ValueType.I16)
                .attribute("left", ValueType.I32)
                .attribute("id", ValueType.S)
                .attribute("n", ValueType.I32)
                .key("id")
                .build();
        List<Record> lefts = Contents.read(left);
        Path other = Samples.write(
                temp.resolve("turned.sz"), new SchemaMapping(LEFT, turned).apply(lefts), 16, Layout.CONTAINER);
        Path target = temp.resolve("merged.sz");
        RewriteResult result = Rewrite.from(left, other).verified().to(target, OnExisting.REFUSE);
        List<Record> twice = new ArrayList<>(lefts);
        twice.addAll(lefts);
        assertEquals(twice, Contents.read(target));
        assertEquals(8, result.chunks());
        assertEquals(4, result.chunksCopied());
    }
}
