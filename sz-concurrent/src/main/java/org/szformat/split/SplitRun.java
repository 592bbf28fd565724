package org.szformat.split;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.crew.Crew;
import org.szformat.digest.RecordDigest;
import org.szformat.json.JsonValue;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.merge.HeaderMerge;
import org.szformat.progress.RewriteProgress.Stage;
import org.szformat.schema.Header;
import org.szformat.spill.IntSpool;
import org.szformat.staging.StagedPath;
import org.szformat.transfer.Degrading;
import org.szformat.transfer.Intake;
import org.szformat.transfer.Plan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;
import org.szformat.transfer.Verification;

/** One splitting, from the look at the sources to the files' names. */
final class SplitRun {
    /** What all files together grow under, in the folder that they go to; no file is ever called so. */
    private static final String WORK = ".sz-split";

    private final Settings settings;
    private final SplitRule rule;
    private final Path folder;
    private final OnExisting onExisting;
    private final int openParts;
    private final Sources sources;
    private final Plan plan;
    private final Header header;
    private final Tally tally;
    private final Map<Integer, RecordDigest> digests = new HashMap<>();

    SplitRun(Settings settings, SplitRule rule, Path folder, OnExisting onExisting, int openParts) throws IOException {
        this.settings = settings;
        this.rule = rule;
        this.folder = folder;
        this.onExisting = onExisting;
        this.openParts = openParts;
        this.sources = Sources.look(settings);
        this.plan = Plan.of(settings, sources);
        this.header = Degrading.noted(sources.header(), settings.degraded);
        this.tally = new Tally(settings);
    }

    SplitResult run() throws IOException, InterruptedException {
        try (NewFolders folders = new NewFolders()) {
            folders.make(folder);
            Path work = folder.resolve(WORK);
            StagedPath.clearRemains(work, settings.temporaryFolder);
            try (StagedPath staged = StagedPath.forFile(work, onExisting, settings.temporaryFolder)) {
                tally.begin(Stage.SCANNING, sources.bytes());
                try (Routing routing = Routing.of(settings, sources, rule, plan.filter(), staged.workFolder(), tally)) {
                    SplitResult result = write(routing, folders, staged.workFolder());
                    folders.keep();
                    return result;
                }
            }
        }
    }

    private SplitResult write(Routing routing, NewFolders folders, Path work) throws IOException, InterruptedException {
        SplitTargets targets = routing.targets();
        List<Path> paths = targets.paths(folder, routing.template(), Map.of(Routing.SOURCE, sourceName()));
        requireDistinct(paths);
        for (Path path : paths) {
            requireNoSource(path);
            folders.make(path.toAbsolutePath().getParent());
        }
        StagedPath.clearRemains(paths, settings.temporaryFolder);
        for (Path path : paths) {
            StagedPath.forSz(path, onExisting, settings.temporaryFolder).close();
        }
        try (Crew crew = new Crew("sz-split", settings.threads)) {
            tally.begin(Stage.COPYING, sources.bytes());
            new Level(0, paths.size(), crew, targets, work).distribute(settings, sources, routing.routes());
        }
        tally.reportNow();
        if (settings.verifies) {
            verify(targets, paths, work);
        }
        for (int target = 0; target < paths.size(); target++) {
            if (targets.get(target).records() > 0) {
                try (StagedPath each = StagedPath.forSz(paths.get(target), onExisting, settings.temporaryFolder)) {
                    Files.move(partPath(work, target), each.temporary());
                    each.commit(settings.durability);
                }
            }
        }
        return result(routing, paths);
    }

    private void verify(SplitTargets targets, List<Path> paths, Path work) throws IOException, InterruptedException {
        long records = 0;
        for (int target = 0; target < paths.size(); target++) {
            records += targets.get(target).records();
        }
        tally.begin(Stage.VERIFYING, records);
        Verification verification = new Verification(settings, plan);
        for (int target = 0; target < paths.size(); target++) {
            if (targets.get(target).records() > 0) {
                verification.check(
                        partPath(work, target),
                        paths.get(target),
                        digests.getOrDefault(target, RecordDigest.NONE),
                        targets.get(target).records(),
                        done -> {
                            tally.advance(done);
                            tally.report();
                        });
            }
        }
    }

    private static Path partPath(Path work, int target) {
        return work.resolve("part" + target + ".sz");
    }

    private SplitResult result(Routing routing, List<Path> paths) {
        SplitTargets targets = routing.targets();
        List<SplitResult.Part> parts = new ArrayList<>();
        long records = 0;
        for (int i = 0; i < paths.size(); i++) {
            long some = targets.get(i).records();
            if (some > 0) {
                parts.add(new SplitResult.Part(paths.get(i), targets.valuesOf(i), some));
                records += some;
            }
        }
        List<String> warnings = new ArrayList<>(sources.warnings());
        warnings.addAll(routing.warnings());
        return new SplitResult(
                parts,
                records,
                tally.chunks(),
                tally.copied(),
                routing.leftOut(),
                tally.lost(),
                tally.damages(),
                routing.report(),
                Duration.ofNanos(tally.elapsedNanos()),
                warnings);
    }

    private String sourceName() {
        String name = String.valueOf(
                sources.paths().get(0).toAbsolutePath().normalize().getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What is replaced by way of a link is what the link leads to. */
    private static void requireDistinct(List<Path> paths) throws IOException {
        Map<Path, Path> replaced = new HashMap<>();
        for (Path path : paths) {
            Path before = Files.exists(path) ? replaced.put(path.toRealPath(), path) : null;
            if (before != null) {
                throw new IllegalArgumentException(
                        before + " and " + path + " are one file, and records of different files would go there");
            }
        }
    }

    private void requireNoSource(Path path) throws IOException {
        for (Path source : sources.paths()) {
            if (Files.exists(path) && Files.isSameFile(path, source)) {
                throw new IllegalArgumentException(path + " is a source, and a file that it would be split into");
            }
        }
    }

    /** What the header of a target says: of runs, where they are what files are told apart by, of one alone. */
    private Header header(SplitTargets targets, int target) {
        if (!(rule instanceof SplitRule.ByRun byRun)) {
            return header;
        }
        String run = targets.get(target).value(targets.places().indexOf(byRun.attribute()));
        Header own = header;
        for (String key : List.of(HeaderMerge.RUNS, HeaderMerge.CONFLICTS)) {
            if (header.get(key).orElse(null) instanceof JsonValue.Obj runs) {
                JsonValue known = run == null ? null : runs.get(run);
                own = known == null ? own.without(key) : own.with(key, JsonValue.of(Map.of(run, known)));
            }
        }
        return own;
    }

    /** Some of the targets: no more than may be open at once, or more that are first brought together in temporary files. */
    private final class Level implements Distribution.Parts {
        private final int from;
        private final int to;
        private final Crew crew;
        private final SplitTargets targets;
        private final Path work;
        private final int span;
        private final Map<Integer, SplitPart> parts = new TreeMap<>();
        private final Map<Integer, Path> buckets = new LinkedHashMap<>();
        private final Map<Integer, IntSpool> bucketRoutes = new LinkedHashMap<>();
        private @Nullable Distribution distribution;

        Level(int from, int to, Crew crew, SplitTargets targets, Path work) {
            this.from = from;
            this.to = to;
            this.crew = crew;
            this.targets = targets;
            this.work = work;
            this.span = (to - from + openParts - 1) / openParts;
        }

        void distribute(Settings from, Sources of, IntSpool routes) throws IOException, InterruptedException {
            try {
                write(from, of, routes);
                for (Map.Entry<Integer, Path> bucket : buckets.entrySet()) {
                    int first = this.from + bucket.getKey() * span;
                    Level inner = new Level(first, Math.min(to, first + span), crew, targets, work);
                    Settings own = new Settings(List.of(bucket.getValue()));
                    IntSpool ownRoutes = bucketRoutes.get(bucket.getKey());
                    if (ownRoutes != null) {
                        own.memory = settings.memory;
                        inner.distribute(own, Sources.look(own), ownRoutes);
                    }
                    Files.delete(bucket.getValue());
                }
            } finally {
                for (IntSpool spool : bucketRoutes.values()) {
                    spool.close();
                }
                for (Path bucket : buckets.values()) {
                    Files.deleteIfExists(bucket);
                }
            }
        }

        private void write(Settings from, Sources of, IntSpool routes) throws IOException, InterruptedException {
            try (Intake intake = new Intake(from, plan.withoutFilter(), of)) {
                Distribution running = new Distribution(settings, plan, crew, tally, targets, this);
                distribution = running;
                try {
                    running.run(intake, routes);
                } catch (IOException | InterruptedException | RuntimeException | Error e) {
                    // Nobody may use any more what is closed next.
                    crew.close();
                    throw e;
                }
                for (Map.Entry<Integer, SplitPart> each : parts.entrySet()) {
                    SplitPart part = each.getValue();
                    part.writer().finish(part.writer().header());
                    if (settings.verifies && part.isTarget()) {
                        digests.put(this.from + each.getKey(), part.digest());
                    }
                }
            } finally {
                for (SplitPart part : parts.values()) {
                    part.close();
                }
            }
        }

        @Override
        public Collection<SplitPart> all() {
            return parts.values();
        }

        @Override
        public SplitPart of(int target) throws IOException {
            int number = (target - from) / span;
            SplitPart part = parts.get(number);
            if (part == null) {
                part = span == 1 ? open(target) : openBucket(number);
                parts.put(number, part);
            }
            return part;
        }

        private SplitPart open(int target) throws IOException {
            return part(
                    Layouts.of(plan.layout())
                            .create(partPath(work, target), plan.schema(), header(targets, target), plan.options()),
                    null);
        }

        private SplitPart openBucket(int number) throws IOException {
            Path path = work.resolve("bucket" + (from + number * span) + "by" + span + ".sz");
            IntSpool routes = new IntSpool(work);
            bucketRoutes.put(number, routes);
            buckets.put(number, path);
            WriteOptions options = plan.layout() == Layout.CONTAINER ? plan.options() : WriteOptions.defaults();
            return part(Layouts.of(Layout.CONTAINER).create(path, plan.schema(), Header.empty(), options), routes);
        }

        private SplitPart part(LayoutWriter writer, @Nullable IntSpool routes) {
            return new SplitPart(writer, plan.chunkSize(settings, writer), routes, (part, records, bytes) -> {
                if (distribution != null) {
                    distribution.encode(part, records, bytes);
                }
            });
        }
    }
}
