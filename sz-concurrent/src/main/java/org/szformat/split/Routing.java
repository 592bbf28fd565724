package org.szformat.split;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.spill.IntSpool;
import org.szformat.transfer.RowScan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;

/** Decides which record goes where, before any is copied: a route for each record, in order. */
final class Routing implements Closeable {
    /** The place of a number. */
    static final String PART = "part";

    /** The place of the first source's name. */
    static final String SOURCE = "source";

    private final Settings settings;
    private final Sources sources;
    private final @Nullable Filter filter;
    private final Tally tally;
    private final NameTemplate template;
    private final Path folder;
    private final IntSpool routes;
    private final List<String> warnings = new ArrayList<>();
    private SplitTargets targets = new SplitTargets(List.of());
    private Optional<SplitResult.TableReport> report = Optional.empty();
    private long routed;
    private long leftOut;

    private Routing(
            Settings settings,
            Sources sources,
            NameTemplate template,
            @Nullable Filter filter,
            Path folder,
            Tally tally) {
        this.filter = filter;
        this.tally = tally;
        this.settings = settings;
        this.sources = sources;
        this.template = template;
        this.folder = folder;
        this.routes = new IntSpool(folder);
    }

    /**
     * Decides.
     *
     * @param filter which records go anywhere; null when all do
     * @param folder where temporary files go
     * @param tally is told how far it is
     */
    static Routing of(
            Settings settings, Sources sources, SplitRule rule, @Nullable Filter filter, Path folder, Tally tally)
            throws IOException, InterruptedException {
        Routing routing = new Routing(settings, sources, new NameTemplate(rule.template()), filter, folder, tally);
        try {
            routing.decide(rule);
            return routing;
        } catch (IOException | InterruptedException | RuntimeException e) {
            routing.close();
            throw e;
        }
    }

    private void decide(SplitRule rule) throws IOException, InterruptedException {
        if (rule instanceof SplitRule.ByAttributes) {
            byAttributes(places());
        } else if (rule instanceof SplitRule.ByRun byRun) {
            Set<String> places = new LinkedHashSet<>(List.of(byRun.attribute()));
            places.addAll(places());
            byAttributes(List.copyOf(places));
        } else if (rule instanceof SplitRule.ByTable byTable) {
            byTable(byTable.table());
        } else {
            numbered(rule);
        }
    }

    /** The places whose values tell files apart. */
    private List<String> places() {
        Set<String> places = new LinkedHashSet<>(template.places());
        if (sources.schema().find(SOURCE).isEmpty()) {
            places.remove(SOURCE);
        }
        return List.copyOf(places);
    }

    private Field attribute(String name) {
        Field field = sources.schema()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no attribute '" + name + "'; there are "
                        + String.join(
                                ", ",
                                sources.schema().attributes().stream()
                                        .map(Field::name)
                                        .toList())));
        if (!field.isAttribute()) {
            throw new IllegalArgumentException(field + " is no attribute, and only by those records are split");
        }
        return field;
    }

    private void byAttributes(List<String> places) throws IOException, InterruptedException {
        places.forEach(this::attribute);
        targets = new SplitTargets(places);
        scan(places, record -> targets.count(values(record, places)));
    }

    /** Where a record goes. */
    @FunctionalInterface
    private interface Decision {
        int of(Record record);
    }

    private void scan(List<String> names, Decision decision) throws IOException, InterruptedException {
        new RowScan(settings, sources, names, filter, tally).forEach(new RowScan.Visitor() {
            @Override
            public void visit(long row, Record record) throws IOException {
                route(row, decision.of(record));
            }

            @Override
            public void damaged(long row) throws IOException {
                route(row, SplitTargets.UNREADABLE);
            }
        });
        leaveOut(allRecords());
    }

    /** Routes a row; those before it that were passed over go nowhere. */
    private void route(long row, int route) throws IOException {
        leaveOut(row);
        routes.add(route);
        routed++;
    }

    private void leaveOut(long end) throws IOException {
        for (; routed < end; routed++) {
            routes.add(SplitTargets.NOWHERE);
        }
    }

    private static List<@Nullable String> values(Record record, List<String> names) {
        Schema schema = record.schema();
        @Nullable String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = schema.field(names.get(i));
            values[i] = record.isMissing(field) ? null : AttributeText.shortest(record, field);
        }
        return Arrays.asList(values);
    }

    private void byTable(SplitTable table) throws IOException, InterruptedException {
        List<String> places = places();
        List<String> columns = places.stream().filter(table.columns()::contains).toList();
        List<String> attributes =
                places.stream().filter(name -> !columns.contains(name)).toList();
        attributes.forEach(this::attribute);
        List<String> ordered = new ArrayList<>(columns);
        ordered.addAll(attributes);
        targets = new SplitTargets(ordered);
        try (TableJoin join = new TableJoin(settings, sources, table, columns, filter, folder, tally)) {
            join.forEachRow(attributes, new TableJoin.Visitor() {
                @Override
                public void visit(long row, List<List<String>> values, @Nullable Record record) throws IOException {
                    List<Integer> several = new ArrayList<>();
                    for (List<String> each : values) {
                        List<@Nullable String> all = new ArrayList<>(each);
                        if (record != null) {
                            all.addAll(values(record, attributes));
                        }
                        several.add(targets.count(all));
                    }
                    route(row, several.isEmpty() ? SplitTargets.NOWHERE : targets.set(several));
                }

                @Override
                public void damaged(long row) throws IOException {
                    route(row, SplitTargets.UNREADABLE);
                }
            });
            leaveOut(allRecords());
            report = Optional.of(join.report());
            leftOut = table.whenMissing() == SplitTable.Unclear.LEAVE_OUT
                    ? join.report().unlisted()
                    : 0;
            warnings.addAll(join.warnings());
        }
    }

    private void numbered(SplitRule rule) throws IOException, InterruptedException {
        for (String place : places()) {
            if (!place.equals(PART)) {
                throw new IllegalArgumentException("the template '" + template + "' names '" + place
                        + "'; files of so many records or bytes have {" + PART + "} and {" + SOURCE + "} alone");
            }
        }
        targets = new SplitTargets(List.of(PART));
        if (rule instanceof SplitRule.ByBytes byBytes) {
            if (filter != null) {
                throw new IllegalArgumentException(
                        "files of so many bytes are made of whole chunks, of which a filter leaves parts");
            }
            byBytes(byBytes.bytes());
        } else if (rule instanceof SplitRule.ByRecords byRecords) {
            byNumber(number -> number / byRecords.records());
        } else if (rule instanceof SplitRule.IntoFiles intoFiles) {
            intoFiles(intoFiles.files());
        }
    }

    private long allRecords() {
        return sources.records().stream().mapToLong(Long::longValue).sum();
    }

    private int part(long number) {
        return targets.count(List.of(Long.toString(number)));
    }

    private void byNumber(LongUnaryOperator partOf) throws IOException, InterruptedException {
        if (filter == null) {
            long records = allRecords();
            for (long row = 0; row < records; row++) {
                routes.add(part(partOf.applyAsLong(row)));
            }
        } else {
            long[] number = new long[1];
            scan(List.of(), record -> part(partOf.applyAsLong(number[0]++)));
        }
    }

    private void intoFiles(int files) throws IOException, InterruptedException {
        long records = hits();
        if (records < files) {
            warnings.add("there are no more than " + records + " records, so there are no more files either");
        }
        long least = records / files;
        long larger = records % files;
        // Those with one more come first.
        long inLarger = larger * (least + 1);
        byNumber(number -> number < inLarger ? number / (least + 1) : larger + (number - inLarger) / least);
    }

    private long hits() throws IOException, InterruptedException {
        if (filter == null) {
            return allRecords();
        }
        long[] hits = new long[1];
        new RowScan(settings, sources, List.of(), filter, tally).forEach((row, record) -> hits[0]++);
        return hits[0];
    }

    private void byBytes(long most) throws IOException {
        long part = 0;
        long used = 0;
        Iterator<Long> records = sources.records().iterator();
        for (Path path : sources.paths()) {
            long count = records.next();
            try (RecordFile file = Sources.open(path)) {
                for (Chunk chunk : file.chunks()) {
                    if (chunk.firstRow() >= count) {
                        break;
                    }
                    long bytes = chunk.storedBytes();
                    if (used > 0 && bytes > most - used) {
                        part++;
                        used = 0;
                    }
                    long atOnce = Math.max(1, (long) ((double) most * chunk.records() / Math.max(1, bytes)));
                    for (int row = 0; row < chunk.records(); row++) {
                        if (row > 0 && row % atOnce == 0) {
                            part++;
                        }
                        routes.add(part(part));
                    }
                    used = bytes <= most ? used + bytes : most;
                }
            }
        }
    }

    SplitTargets targets() {
        return targets;
    }

    NameTemplate template() {
        return template;
    }

    /** For each record of the sources, in order, a route that {@link #targets} knows. */
    IntSpool routes() {
        return routes;
    }

    /** What became of the table, if there is one. */
    Optional<SplitResult.TableReport> report() {
        return report;
    }

    /** How many records go nowhere. */
    long leftOut() {
        return leftOut;
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        routes.close();
    }
}
