package org.szformat.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.ParallelReading;
import org.szformat.concurrent.RecordFailureException;
import org.szformat.exchange.Damage;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * A computation over the records of a file, of several files, or in memory. Made by {@link CompressedFile.Reader#query},
 * {@link #over} or {@link #of}.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
 *     Query query = reader.query().where("channel in (1..256) && end_reason == 'signal_positive'").threads(4);
 *     long reads = query.count();
 *     NumberSummary signal = query.reduce(Reductions.summary("raw_signal"));
 *     SortedMap<Scalar, OptionalDouble> means =
 *             query.reduce(Reductions.groupBy("channel", 4096, Reductions.mean("raw_signal")));
 * }
 * }</pre>
 *
 * <p><b>What is read.</b> Only the fields that the filter and the reduction look at. Chunks that by their statistics cannot
 * hold a hit are not read; of others the attributes that the filter looks at are read first, and the rest only if there is a
 * hit.
 *
 * <p><b>Memory.</b> Each thread holds one chunk at a time, however large the file is; beside those there are the results of
 * a few chunks that wait for an earlier one.
 *
 * <p><b>Results</b> do not depend on the number of threads: states are merged in the order of the files, and in each of its
 * chunks. Those of {@link Reductions} do not depend on the chunks either, with the exceptions stated there.
 *
 * <p><b>Failure.</b> When a chunk cannot be read or worked on, the rest stops: the other threads are interrupted, and when
 * they have ended the failure is thrown, with theirs suppressed. A fault of the caller's own code comes in a {@link
 * RecordFailureException} that names file and row. When the calling thread is interrupted, the work stops likewise.
 *
 * <p>Immutable, and safe for use by many threads; each call has threads of its own, which are daemons. It closes no reader.
 */
public final class Query {
    private final List<Source> sources;
    private final Schema schema;
    private final @Nullable Filter filter;
    private final int threads;
    private final LongConsumer progress;
    private final @Nullable Consumer<Damage> damages;

    private Query(
            List<Source> sources,
            Schema schema,
            @Nullable Filter filter,
            int threads,
            LongConsumer progress,
            @Nullable Consumer<Damage> damages) {
        this.sources = sources;
        this.schema = schema;
        this.filter = filter;
        this.threads = threads;
        this.progress = progress;
        this.damages = damages;
    }

    private static Query of(List<Source> sources) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Query(
                List.copyOf(sources),
                sources.get(0).schema(),
                null,
                Math.min(processors, ParallelReading.MAX_WORKERS),
                records -> {},
                null);
    }

    /**
     * A query on the records of several files, one file after the other. Its fields are those of the first file; every other
     * must have those of them that are used, of the same types, and may have more and in another order.
     *
     * @throws IllegalArgumentException when there is no file
     */
    public static Query over(List<? extends CompressedFile.Reader> readers) {
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("a query needs a file");
        }
        return of(readers.stream().<Source>map(Source.OfFile::new).toList());
    }

    /**
     * A query on records in memory.
     *
     * @param records of that schema
     */
    public static Query of(Schema schema, List<Record> records) {
        return of(List.of(new Source.OfRecords(schema, List.copyOf(records))));
    }

    /** The fields that can be asked for. */
    public Schema schema() {
        return schema;
    }

    /**
     * The same on those fields only: what {@link #map} and {@link #records} read, unless a filter needs more.
     *
     * @throws IllegalArgumentException when a name is no field of the {@link #schema}, or none is given
     */
    public Query select(Collection<String> fields) {
        return new Query(sources, schema.select(fields), filter, threads, progress, damages);
    }

    /**
     * The same on those records only that are hits. The filter may look at fields that were not selected.
     *
     * @param text in the language of {@link Filter}; it replaces a filter that was set before
     * @throws org.szformat.filter.FilterSyntaxException when it is no filter on the fields of the (first) file
     */
    public Query where(String text) {
        Filter parsed = Filter.parse(text, sources.get(0).schema());
        return new Query(sources, schema, parsed, threads, progress, damages);
    }

    /**
     * The same on those records only that are hits, as {@link #where(String)}.
     *
     * @throws org.szformat.filter.FilterSyntaxException when it is no filter on the fields of the (first) file
     */
    public Query where(Filter newFilter) {
        return where(newFilter.text());
    }

    /**
     * The same with so many threads; as many as there are processors by default.
     *
     * @param count 1 to {@link ParallelReading#MAX_WORKERS}
     * @throws IllegalArgumentException when it is out of that range
     */
    public Query threads(int count) {
        if (count < 1 || count > ParallelReading.MAX_WORKERS) {
            throw new IllegalArgumentException(
                    "threads is " + count + "; it must be 1 to " + ParallelReading.MAX_WORKERS);
        }
        return new Query(sources, schema, filter, count, progress, damages);
    }

    /**
     * The same, telling how far it is.
     *
     * @param listener gets the number of records done with, hits or not, whenever a chunk is; called by the thread that waits
     *     for the result
     */
    public Query onProgress(LongConsumer listener) {
        return new Query(sources, schema, filter, threads, listener, damages);
    }

    /**
     * The same, passing over damaged records: those of which a field is damaged that is looked at. Without it the first of
     * them is a failure.
     *
     * @param listener is told what is passed over, in the order of the records; called by the thread that waits for the
     *     result
     */
    public Query skippingDamage(Consumer<Damage> listener) {
        return new Query(sources, schema, filter, threads, progress, listener);
    }

    /** How many records are hits. Without a filter nothing is read. */
    public long count() throws IOException, InterruptedException {
        if (filter != null) {
            return reduce(Reductions.count());
        }
        long records = 0;
        for (Source source : sources) {
            for (Chunk chunk : source.chunks()) {
                records += chunk.records();
            }
        }
        return records;
    }

    /**
     * Reduces the records that are hits.
     *
     * @throws IllegalArgumentException when a field that the reduction looks at is not there, is of a type that it cannot
     *     reduce, or is not the same in all files
     * @throws GroupLimitException when there are more groups than were allowed
     * @throws RecordFailureException when the reduction throws anything else; it names the chunk's first record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted
     */
    public <R> R reduce(Reduction<?, R> reduction) throws IOException, InterruptedException {
        return reduceTo(reduction);
    }

    private <A, R> R reduceTo(Reduction<A, R> reduction) throws IOException, InterruptedException {
        Set<String> fields = reduction.fields();
        fields.forEach(schema::field);
        A total = reduction.newState(schema);
        try (ChunkPool<Outcome<A>> pool = pool(fields, rows -> {
            A state = reduction.newState(schema);
            reduction.accumulate(state, rows);
            return state;
        })) {
            while (pool.hasNext()) {
                told(pool.next()).ifPresent(state -> reduction.merge(total, state));
                progress.accept(pool.records());
            }
        }
        return reduction.finish(total);
    }

    /**
     * What a function makes of the hits of each chunk that has any, in order. The chunks are read ahead by the pool; close
     * the stream if it may not be read to its end. It does not split.
     *
     * <p>The stream throws {@link java.io.UncheckedIOException} when a chunk cannot be read, when the function throws, with a
     * {@link RecordFailureException} in it that names the chunk's first record, and when the thread that reads it is
     * interrupted.
     *
     * @throws IllegalArgumentException when a field that is used is not the same in all files
     * @throws IOException when the chunks of a file cannot be found out
     */
    public <T> Stream<T> map(RowsFunction<? extends T> function) throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        schema.fields().forEach(field -> fields.add(field.name()));
        return ChunkStream.of(this.<T>pool(fields, function), this::told, progress);
    }

    /**
     * The records that are hits, in order, with the selected fields and those that the filter looks at; otherwise as
     * {@link #map}.
     */
    public Stream<Record> records() throws IOException {
        Stream<List<Record>> chunks = map(Rows::records);
        return chunks.flatMap(List::stream);
    }

    /**
     * What came of a chunk.
     *
     * @param result nothing where there was no hit
     * @param damages that were passed over
     */
    record Outcome<T>(Optional<T> result, List<Damage> damages) {}

    private <T> Optional<T> told(Outcome<T> outcome) {
        Consumer<Damage> listener = damages;
        if (listener != null) {
            outcome.damages().forEach(listener);
        }
        return outcome.result();
    }

    private <T> ChunkPool<Outcome<T>> pool(Set<String> fields, RowsFunction<? extends T> function) throws IOException {
        requireSameFields(fields);
        List<ChunkPool.Task> tasks = new ArrayList<>();
        for (Source source : sources) {
            source.chunks().forEach(chunk -> tasks.add(new ChunkPool.Task(source, chunk)));
        }
        return new ChunkPool<>(tasks.iterator(), threads, task -> {
            List<Damage> passedOver = new ArrayList<>();
            Optional<Rows> rows = soundHits(task.source(), task.chunk(), fields, passedOver);
            return new Outcome<>(
                    rows.isEmpty() ? Optional.empty() : Optional.of(apply(task, function, rows.get())), passedOver);
        });
    }

    private void requireSameFields(Set<String> fields) {
        Set<String> used = new LinkedHashSet<>(fields);
        if (filter != null) {
            used.addAll(filter.fields());
        }
        Source first = sources.get(0);
        for (Source source : sources) {
            for (String name : used) {
                Field expected = first.schema().field(name);
                Field found = source.schema().find(name).orElse(null);
                if (found == null || found.type() != expected.type() || found.kind() != expected.kind()) {
                    throw new IllegalArgumentException(
                            source.name() + ": found " + (found == null ? "no field '" + name + "'" : found)
                                    + "; expected " + expected + ", as in " + first.name());
                }
            }
        }
    }

    /** The rows of a chunk that are hits, if there are any; of damaged records, if they are passed over, it tells. */
    private Optional<Rows> soundHits(Source source, Chunk chunk, Set<String> fields, List<Damage> passedOver)
            throws IOException {
        try {
            return hits(source, chunk, fields);
        } catch (SzFormatException e) {
            if (damages == null) {
                throw e;
            }
        }
        Set<String> all = new LinkedHashSet<>(fields.isEmpty() ? cheapest(source.schema()) : fields);
        if (filter != null) {
            all.addAll(filter.fields());
        }
        Batch sound = source.readSound(chunk, all, passedOver::add);
        BitSet hits = new BitSet();
        if (filter == null) {
            hits.set(0, sound.rows());
        } else {
            hits = filter.select(sound);
        }
        return hits.isEmpty() ? Optional.empty() : Optional.of(Rows.of(sound, hits));
    }

    /** The rows of a chunk that are hits, if there are any. */
    private Optional<Rows> hits(Source source, Chunk chunk, Set<String> fields) throws IOException {
        Filter condition = filter;
        if (condition == null) {
            return Optional.of(Rows.all(source.read(chunk, fields.isEmpty() ? cheapest(source.schema()) : fields)));
        } else if (!condition.couldMatch(source.statistics(chunk))) {
            return Optional.empty();
        }
        Set<String> all = new LinkedHashSet<>(condition.fields());
        all.addAll(fields);
        boolean isWhole =
                condition.readsDatasets() || all.size() == condition.fields().size();
        Batch batch = source.read(chunk, isWhole ? all : condition.fields());
        BitSet hits = condition.select(batch);
        if (hits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Rows.of(isWhole ? batch : source.read(chunk, all), hits));
    }

    /** A batch has a column at least: one of numbers of fixed size, if there is one. */
    private static Set<String> cheapest(Schema schema) {
        Field cheapest = schema.attributes().stream()
                .filter(field -> !field.isText())
                .findFirst()
                .orElse(schema.field(0));
        return Set.of(cheapest.name());
    }

    private <T> T apply(ChunkPool.Task task, RowsFunction<? extends T> function, Rows rows)
            throws IOException, InterruptedException {
        try {
            return Objects.requireNonNull(function.apply(rows), "the function returned null");
        } catch (GroupLimitException | InterruptedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new RecordFailureException(task.source().name(), task.chunk().firstRow() + rows.row(0), e);
        }
    }
}
