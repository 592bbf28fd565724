package org.szformat.rewrite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.szformat.SzFormatException;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Chunk;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.progress.RewriteProgress.Stage;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.spill.SpillFolder;
import org.szformat.staging.StagedPath;
import org.szformat.transfer.Degrading;
import org.szformat.transfer.Encoders;
import org.szformat.transfer.Intake;
import org.szformat.transfer.Interruption;
import org.szformat.transfer.Loaded;
import org.szformat.transfer.Output;
import org.szformat.transfer.Packer;
import org.szformat.transfer.Plan;
import org.szformat.transfer.RowDecisions;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;
import org.szformat.transfer.Verification;

/** One rewriting, from the look at the sources to the target's name. */
final class RewriteRun {
    private final Settings settings;
    private final Sources sources;
    private final Plan plan;
    private final Header header;
    private final Tally tally;
    private final Verification verification;

    private RewriteRun(Settings settings, Sources sources) {
        this.settings = settings;
        this.sources = sources;
        this.plan = Plan.of(settings, sources);
        this.header = Degrading.noted(sources.header(), settings.degraded);
        this.tally = new Tally(settings);
        this.verification = new Verification(settings, plan);
    }

    static RewriteResult to(Settings settings, Path target, OnExisting onExisting)
            throws IOException, InterruptedException {
        StagedPath.clearRemains(target, settings.temporaryFolder);
        return Interruption.told(() -> {
            RewriteRun run = new RewriteRun(settings, Sources.look(settings));
            try (StagedPath staged = StagedPath.forSz(target, onExisting, settings.temporaryFolder)) {
                return run.into(staged, target, () -> {});
            }
        });
    }

    /** Puts what is made of a source in its place. */
    static RewriteResult replace(Settings settings, Path source) throws IOException, InterruptedException {
        StagedPath.clearRemains(source, settings.temporaryFolder);
        return Interruption.told(() -> {
            try (SourceGuard guard = SourceGuard.of(source)) {
                RewriteRun run = new RewriteRun(settings, Sources.look(settings));
                try (StagedPath staged = StagedPath.forSz(source, OnExisting.REPLACE, settings.temporaryFolder)) {
                    return run.into(staged, source, guard::requireUnchanged);
                }
            }
        });
    }

    /** A check before the target gets its name. */
    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private RewriteResult into(StagedPath staged, Path target, Check check) throws IOException, InterruptedException {
        long dropped;
        try (RowDecisions decisions = decide(staged)) {
            write(staged, plan.with(decisions));
            dropped = decisions.dropped();
        }
        Optional<RecordDigest> digest = settings.verifies ? Optional.of(verify(staged)) : Optional.empty();
        tally.reportNow();
        long valueBytes;
        long targetBytes;
        try (RecordFile written = Sources.open(staged.temporary())) {
            valueBytes = tally.copied() > 0 ? written.valueBytes() : tally.valueBytes();
            targetBytes = written.storedBytes();
        }
        check.run();
        staged.commit(settings.durability);
        return new RewriteResult(
                target,
                tally.records(),
                tally.chunks(),
                tally.copied(),
                valueBytes,
                sources.bytes(),
                targetBytes,
                Duration.ofNanos(tally.loadNanos()),
                Duration.ofNanos(tally.writeNanos()),
                Duration.ofNanos(tally.elapsedNanos()),
                digest,
                dropped,
                tally.lost(),
                tally.damages(),
                sources.warnings());
    }

    private RowDecisions decide(StagedPath staged) throws IOException, InterruptedException {
        if (settings.duplicates == DuplicatePolicy.KEEP) {
            return RowDecisions.NONE;
        }
        tally.begin(Stage.SCANNING, sources.bytes());
        return Duplicates.find(settings, sources, plan.filter(), staged.workFolder(), tally);
    }

    /** Writes what is staged; if that fails, closing the staged path removes it. */
    private void write(StagedPath staged, Plan decided) throws IOException, InterruptedException {
        try (LayoutWriter writer =
                        Layouts.of(plan.layout()).create(staged.temporary(), plan.schema(), header, plan.options());
                Intake intake = new Intake(settings, decided, sources);
                SpillFolder folder = new SpillFolder(staged);
                Encoders encoders = new Encoders(writer);
                Crew crew = new Crew("sz-rewrite", settings.threads)) {
            tally.begin(Stage.COPYING, sources.bytes());
            long memory = plan.keepsChunks() ? settings.memory : settings.memory / 2;
            Output output = new Output(writer, encoders, crew, memory, verification, tally);
            if (plan.keepsChunks()) {
                copyChunks(intake, output);
            } else if (settings.isSorted()) {
                new Sorting(settings, decided, sources, crew, folder, tally)
                        .run(plan.chunkSize(settings, writer), output);
            } else {
                pack(intake, crew, output);
            }
            output.drain();
            writer.finish(header);
        }
    }

    private void copyChunks(Intake intake, Output output) throws IOException, InterruptedException {
        for (Intake.Piece piece = intake.next(); piece != null; piece = intake.next()) {
            Intake.Piece each = piece;
            long bytes = piece.source().memoryBytes(piece.chunk());
            output.add(new OrderedWork.Footprint(bytes, bytes), () -> copy(each, output));
            tally.advance(piece.chunk().storedBytes());
        }
    }

    /** Takes a chunk over, or encodes it anew. */
    private Output.Made copy(Intake.Piece piece, Output output) throws IOException {
        RecordFile file = piece.source().file();
        Chunk chunk = piece.chunk();
        try {
            if (piece.decisions() == null && output.writer().canTake(file)) {
                try {
                    return take(file, chunk, output);
                } catch (SzFormatException e) {
                    if (!settings.skipsDamage) {
                        throw e;
                    }
                }
            }
            Loaded loaded = piece.load(tally);
            return output.encode(piece.source().mapping(plan.schema()).apply(loaded.records()), loaded.passedOn());
        } finally {
            piece.done();
        }
    }

    private Output.Made take(RecordFile file, Chunk chunk, Output output) throws IOException {
        long begin = System.nanoTime();
        EncodedChunk taken = output.writer().take(file, chunk);
        RecordDigest digest = settings.verifies
                ? verification.digest(file.read(chunk, Projection.all(file.schema())))
                : RecordDigest.NONE;
        tally.addLoadNanos(System.nanoTime() - begin);
        return new Output.Made(taken, 0, true, digest, Loaded.undecoded(chunk.records()));
    }

    private void pack(Intake intake, Crew crew, Output output) throws IOException, InterruptedException {
        OrderedWork<Mapped> loading = new OrderedWork<>(crew, settings.memory / 2);
        Packer<Record> packer = new Packer<>(plan.chunkSize(settings, output.writer()), (records, bytes) -> {
            long held = records.size() * Record.memoryBytes(plan.schema(), bytes / records.size());
            output.add(new OrderedWork.Footprint(held, bytes), () -> output.encode(records, null));
        });
        for (Intake.Piece piece = intake.next(); piece != null; piece = intake.next()) {
            Intake.Piece each = piece;
            long bytes = piece.source().memoryBytes(piece.chunk());
            while (!loading.hasRoom(bytes)) {
                pack(loading.next(), packer);
            }
            loading.begin(bytes, () -> loadMapped(each));
            tally.advance(piece.chunk().storedBytes());
        }
        while (!loading.isEmpty()) {
            pack(loading.next(), packer);
        }
        packer.end();
    }

    private void pack(Mapped mapped, Packer<Record> packer) throws IOException, InterruptedException {
        tally.read(mapped.loaded());
        for (Record record : mapped.records()) {
            packer.add(record, record.valueBytes(), 0);
        }
    }

    /** What was read of a chunk, and its records as they are to be written. */
    private record Mapped(Loaded loaded, List<Record> records) {}

    private Mapped loadMapped(Intake.Piece piece) throws IOException {
        try {
            Loaded loaded = piece.load(tally);
            return new Mapped(loaded, piece.source().mapping(plan.schema()).apply(loaded.records()));
        } finally {
            piece.done();
        }
    }

    private void verified(long records) {
        tally.advance(records);
        tally.report();
    }

    /** Reads the target back and compares it with what was written. */
    private RecordDigest verify(StagedPath staged) throws IOException, InterruptedException {
        tally.begin(Stage.VERIFYING, tally.records());
        tally.report();
        return verification.check(staged.temporary(), staged.target(), tally.digest(), tally.records(), this::verified);
    }
}
