package org.szformat.split;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Chunk;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.spill.IntSpool;
import org.szformat.transfer.Intake;
import org.szformat.transfer.Loaded;
import org.szformat.transfer.Output;
import org.szformat.transfer.Plan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Tally;
import org.szformat.transfer.Verification;

/**
 * Brings the records of some sources to the parts that they are for, in one pass. Chunks are decoded ahead and encoded by a
 * {@link Crew}; what is in no chunk yet is bounded over all parts: when it becomes too much, the largest is made a chunk.
 */
final class Distribution {
    private final Plan plan;
    private final Tally tally;
    private final SplitTargets targets;
    private final OrderedWork<Step> loading;
    private final OrderedWork<Made> making;
    private final long maxOpenBytes;
    private final Parts parts;
    private final boolean skipsDamage;
    private final boolean verifies;
    private final Verification verification;
    private long openBytes;

    /** The parts that records go to. */
    interface Parts {
        /** The part of a target. */
        SplitPart of(int target) throws IOException;

        /** Those that there are so far. */
        Collection<SplitPart> all();
    }

    /** A chunk whose turn will come, and its records, as they are to be written, unless it is taken over. */
    private record Step(
            Intake.Piece piece, Routes routes, @Nullable Loaded loaded) {}

    /** A chunk that can be written. */
    private record Made(SplitPart part, EncodedChunk chunk, Output.Made figures) {}

    /** The routes of the records of a chunk. */
    private static final class Routes {
        final int[] each;

        Routes(int[] each) {
            this.each = each;
        }

        boolean areEqual() {
            return Arrays.stream(each).allMatch(route -> route == each[0]);
        }

        /** The rows of a chunk that go anywhere, or would if they were sound. */
        long[] wanted(Chunk chunk) {
            return IntStream.range(0, each.length)
                    .filter(i -> each[i] != SplitTargets.NOWHERE)
                    .mapToLong(i -> chunk.firstRow() + i)
                    .toArray();
        }

        int of(Chunk chunk, long row) {
            return each[(int) (row - chunk.firstRow())];
        }
    }

    Distribution(Settings settings, Plan plan, Crew crew, Tally tally, SplitTargets targets, Parts parts) {
        this.plan = plan;
        this.tally = tally;
        this.targets = targets;
        this.parts = parts;
        this.skipsDamage = settings.skipsDamage;
        this.verifies = settings.verifies;
        this.verification = new Verification(settings, plan);
        this.maxOpenBytes = settings.memory / 2;
        this.loading = new OrderedWork<>(crew, settings.memory / 4);
        this.making = new OrderedWork<>(crew, settings.memory / 4);
    }

    /**
     * Reads the sources and writes all to the parts.
     *
     * @param spooled a route for each record
     */
    void run(Intake intake, IntSpool spooled) throws IOException, InterruptedException {
        for (Intake.Piece piece = intake.next(); piece != null; piece = intake.next()) {
            int[] each = new int[piece.chunk().records()];
            for (int i = 0; i < each.length; i++) {
                each[i] = spooled.next();
            }
            begin(piece, new Routes(each));
            tally.advance(piece.chunk().storedBytes());
            tally.report();
        }
        while (!loading.isEmpty()) {
            place(loading.next());
        }
        for (SplitPart part : parts.all()) {
            part.seal();
        }
        while (!making.isEmpty()) {
            write(making.next());
        }
    }

    private void begin(Intake.Piece piece, Routes routes) throws IOException, InterruptedException {
        boolean isTaken = isTaken(piece, routes);
        long bytes = isTaken ? 0 : piece.source().memoryBytes(piece.chunk());
        while (!loading.hasRoom(bytes)) {
            place(loading.next());
        }
        loading.begin(bytes, () -> new Step(piece, routes, isTaken ? null : load(piece, routes)));
    }

    /** Whether all of a chunk goes to one place, where it can be as it is. */
    private boolean isTaken(Intake.Piece piece, Routes routes) throws IOException {
        if (!routes.areEqual()) {
            return false;
        }
        if (skipsDamage && routes.each[0] != SplitTargets.NOWHERE) {
            return false;
        }
        for (int target : targets.of(routes.each[0])) {
            if (!parts.of(target).writer().canTake(piece.source().file())) {
                return false;
            }
        }
        return true;
    }

    private Loaded load(Intake.Piece piece, Routes routes) throws IOException {
        try {
            Loaded loaded = piece.load(routes.wanted(piece.chunk()), tally);
            return loaded.with(piece.source().mapping(plan.schema()).apply(loaded.records()));
        } finally {
            piece.done();
        }
    }

    private void place(Step step) throws IOException, InterruptedException {
        Loaded loaded = step.loaded();
        if (loaded == null) {
            take(step);
            return;
        }
        Chunk chunk = step.piece().chunk();
        countLost(step, loaded);
        int at = 0;
        for (Record record : loaded.records()) {
            for (int target : targets.of(step.routes().of(chunk, loaded.rows()[at++]))) {
                SplitPart part = parts.of(target);
                openBytes -= part.openBytes();
                part.add(record, target);
                openBytes += part.openBytes();
                if (openBytes > maxOpenBytes) {
                    seal(largest());
                }
            }
        }
    }

    private void countLost(Step step, Loaded loaded) {
        if (loaded.lost() == 0) {
            return;
        }
        tally.lost(loaded);
        Chunk chunk = step.piece().chunk();
        int at = 0;
        for (long row : step.routes().wanted(chunk)) {
            if (at < loaded.rows().length && loaded.rows()[at] == row) {
                at++;
            } else {
                targets.lose(step.routes().of(chunk, row));
            }
        }
    }

    private SplitPart largest() {
        SplitPart largest = null;
        for (SplitPart part : parts.all()) {
            largest = largest == null || part.openBytes() > largest.openBytes() ? part : largest;
        }
        if (largest == null) {
            throw new IllegalStateException("no part is open");
        }
        return largest;
    }

    private void seal(SplitPart part) throws IOException, InterruptedException {
        openBytes -= part.openBytes();
        part.seal();
        openBytes += part.openBytes();
    }

    private void take(Step step) throws IOException, InterruptedException {
        Intake.Piece piece = step.piece();
        int[] all = targets.of(step.routes().each[0]);
        for (int target : all) {
            SplitPart part = parts.of(target);
            seal(part);
            for (int i = 0; i < piece.chunk().records(); i++) {
                part.note(target);
            }
            piece.source().retain();
            make(piece.chunk().storedBytes(), () -> taken(part, piece));
        }
        piece.done();
    }

    private Made taken(SplitPart part, Intake.Piece piece) throws IOException {
        long begin = System.nanoTime();
        try {
            RecordFile file = piece.source().file();
            EncodedChunk chunk = part.writer().take(file, piece.chunk());
            RecordDigest digest = verifies && part.isTarget()
                    ? verification.digest(file.read(piece.chunk(), Projection.all(file.schema())))
                    : RecordDigest.NONE;
            return new Made(part, chunk, new Output.Made(chunk, 0, true, digest, null));
        } finally {
            piece.done();
            tally.addLoadNanos(System.nanoTime() - begin);
        }
    }

    /** Has records made a chunk of a part. */
    void encode(SplitPart part, List<Record> records, long bytes) throws IOException, InterruptedException {
        make(2 * bytes, () -> {
            long begin = System.nanoTime();
            for (Record record : records) {
                part.writer().check(record);
            }
            EncodedChunk chunk = part.encoders().encode(records);
            RecordDigest digest = part.isTarget() ? verification.digest(records) : RecordDigest.NONE;
            tally.addWriteNanos(System.nanoTime() - begin);
            return new Made(part, chunk, new Output.Made(chunk, bytes, false, digest, null));
        });
    }

    private void make(long bytes, Callable<Made> work) throws IOException, InterruptedException {
        while (!making.hasRoom(bytes) || making.isNextDone()) {
            write(making.next());
        }
        making.begin(bytes, work);
    }

    private void write(Made made) throws IOException {
        long begin = System.nanoTime();
        int records = made.chunk().records();
        made.part().writer().write(made.chunk());
        made.part().wrote(made.figures().digest());
        tally.wrote(records, made.figures(), System.nanoTime() - begin);
        tally.report();
    }
}
