package org.szformat.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.selection.RecordSelection;

/**
 * A source from which chunks are read. It is closed when all who use it have {@linkplain #release released} it. Reading is
 * safe for many threads.
 */
public final class OpenSource implements Closeable {
    /** Where fewer than one in so many records of a chunk are wanted, they are read one by one. */
    private static final int FEW = 16;

    private final RecordFile file;
    private final Projection projection;
    private final @Nullable Filter filter;
    private final @Nullable Schema tested;
    private final RecordSelection.@Nullable Rows rows;
    private final boolean skipsDamage;
    private final AtomicInteger users = new AtomicInteger(1);

    private OpenSource(
            RecordFile file,
            Projection projection,
            @Nullable Filter filter,
            @Nullable Schema tested,
            RecordSelection.@Nullable Rows rows,
            boolean skipsDamage) {
        this.file = file;
        this.projection = projection;
        this.filter = filter;
        this.tested = tested;
        this.rows = rows;
        this.skipsDamage = skipsDamage;
    }

    /**
     * Opens a source.
     *
     * @param all the fields of all sources
     * @param rowsBefore how many records the sources before it have
     */
    static OpenSource open(Path path, Settings settings, Plan plan, Schema all, long rowsBefore) throws IOException {
        RecordFile file = Sources.open(path);
        try {
            Filter filter = plan.filter();
            RecordSelection.Rows rows = settings.selection == null ? null : settings.selection.of(file, rowsBefore);
            return new OpenSource(
                    file,
                    Sources.projection(file.schema(), plan.needed()),
                    filter,
                    filter == null ? null : all.select(filter.fields()),
                    rows,
                    settings.skipsDamage);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public RecordFile file() {
        return file;
    }

    /** The fields of the records that are read. */
    public Schema schema() {
        return projection.target();
    }

    /** What makes records of a schema of those that are read. */
    public SchemaMapping mapping(Schema to) {
        return new SchemaMapping(schema(), to);
    }

    public OpenSource retain() {
        users.incrementAndGet();
        return this;
    }

    /** Closes the file if nobody uses it any more. */
    void release() throws IOException {
        if (users.decrementAndGet() == 0) {
            file.close();
        }
    }

    boolean isReleased() {
        return users.get() == 0;
    }

    public long memoryBytes(Chunk chunk) throws IOException {
        try {
            return file.memoryBytes(chunk, projection);
        } catch (SzFormatException e) {
            // Told when the chunk is read.
            return chunk.storedBytes();
        }
    }

    /** Reads what is wanted of a chunk. */
    Loaded load(Chunk chunk) throws IOException {
        try {
            long[] wanted = hits(chunk).stream()
                    .mapToLong(row -> chunk.firstRow() + row)
                    .toArray();
            return new Loaded(read(chunk, wanted), wanted, chunk.records(), 0, List.of());
        } catch (SzFormatException e) {
            if (!skipsDamage) {
                throw e;
            }
            return loadSound(LongStream.range(chunk.firstRow(), chunk.firstRow() + chunk.records())
                    .toArray());
        }
    }

    /** Reads some rows of a chunk, ascending, which were found to be wanted. */
    Loaded load(Chunk chunk, long[] wanted) throws IOException {
        try {
            return new Loaded(read(chunk, wanted), wanted, wanted.length, 0, List.of());
        } catch (SzFormatException e) {
            if (!skipsDamage) {
                throw e;
            }
            return loadSound(wanted);
        }
    }

    private List<Record> read(Chunk chunk, long[] wanted) throws IOException {
        if (wanted.length == chunk.records()) {
            return file.read(chunk, projection);
        }
        if ((long) wanted.length * FEW < chunk.records()) {
            return wanted.length == 0 ? List.of() : file.read(wanted, projection);
        }
        List<Record> all = file.read(chunk, projection);
        List<Record> some = new ArrayList<>(wanted.length);
        for (long row : wanted) {
            some.add(all.get((int) (row - chunk.firstRow())));
        }
        return some;
    }

    private BitSet hits(Chunk chunk) throws IOException {
        BitSet hits = new BitSet(chunk.records());
        if (rows != null && !rows.mayContainAny(chunk)) {
            return hits;
        }
        if (filter == null) {
            hits.set(0, chunk.records());
        } else if (filter.couldMatch(file.statistics(chunk))) {
            hits = hits(chunk, filter);
        }
        for (int row = hits.nextSetBit(0); rows != null && row >= 0; row = hits.nextSetBit(row + 1)) {
            hits.set(row, rows.contains(chunk.firstRow() + row));
        }
        return hits;
    }

    private BitSet hits(Chunk chunk, Filter of) throws IOException {
        Projection own = Sources.projection(file.schema(), of.fields());
        if (of.fields().stream().allMatch(name -> own.target().find(name).isPresent())) {
            return of.select(file.readBatch(chunk, own));
        }
        BitSet hits = new BitSet(chunk.records());
        int row = 0;
        for (Record record : withAllThatIsTested(file.read(chunk, own), own)) {
            hits.set(row++, of.test(record));
        }
        return hits;
    }

    /** Records for the filter, of which those fields are missing that this source lacks. */
    private List<Record> withAllThatIsTested(List<Record> records, Projection own) {
        return tested == null ? records : new SchemaMapping(own.target(), tested).apply(records);
    }

    /** Reads record by record, for those that are sound. */
    private Loaded loadSound(long[] candidates) throws IOException {
        List<Record> sound = new ArrayList<>();
        LongStream.Builder soundRows = LongStream.builder();
        List<Damage> damages = new ArrayList<>();
        for (long row : candidates) {
            if (rows != null && !rows.contains(row)) {
                continue;
            }
            try {
                Record record = file.read(row, projection);
                if (filter == null
                        || filter.test(
                                withAllThatIsTested(List.of(record), projection).get(0))) {
                    sound.add(record);
                    soundRows.add(row);
                }
            } catch (SzFormatException e) {
                Damage damage = Damage.ofRecord(e);
                damages.add(new Damage(file.path() + ": " + damage.which(), damage.fault(), damage.records()));
            }
        }
        return new Loaded(sound, soundRows.build().toArray(), candidates.length, damages.size(), damages);
    }

    /** Closes the file whoever uses it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
