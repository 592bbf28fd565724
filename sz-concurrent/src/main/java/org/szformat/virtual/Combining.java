package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.container.AttachingWriter;
import org.szformat.container.VirtualContainers;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.WriteOptions;
import org.szformat.merge.HeaderMerge;
import org.szformat.merge.SchemaUnion;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;
import org.szformat.staging.StagedPath;
import org.szformat.threads.DaemonPool;

/** Combines files once: looks at all of them, then reads them in parallel and writes what they gave in order. */
final class Combining {
    private final Combine options;
    private final SchemaUnion union;
    private final HeaderMerge headers;
    /** What was found of each input. */
    private final List<InputProbe> probes;

    Combining(Combine options) {
        this.options = options;
        this.union = new SchemaUnion(options.schemas());
        this.headers = new HeaderMerge(options.runs());
        this.probes = new ArrayList<>(options.inputs().size());
    }

    CombineResult to(Path manifest, OnExisting onExisting) throws IOException, InterruptedException {
        refuseAsInput(manifest);
        try (StagedPath staged = StagedPath.forSz(manifest, onExisting, options.temporaryFolder())) {
            probe();
            Schema schema = schema();
            Header header = headers.header();
            WriteOptions writing = WriteOptions.defaults().withDurability(options.durability());
            List<MemberPage.Place> places;
            try (AttachingWriter writer = VirtualContainers.create(staged.temporary(), schema, header, writing)) {
                places = write(writer, manifest, header, List.of(), List.of());
            }
            CombineResult result = result(staged.temporary(), manifest, places);
            staged.commit();
            return result;
        }
    }

    CombineResult appendTo(Path manifest) throws IOException, InterruptedException {
        refuseAsInput(manifest);
        List<MemberPage.Place> places;
        try (AttachingWriter writer =
                VirtualContainers.append(manifest, ReadOptions.defaults(), options.durability())) {
            try (AttachedFile before = VirtualContainers.open(manifest, ReadOptions.defaults())) {
                MemberTable table =
                        MemberTable.of(before, ReadOptions.defaults().limits());
                if (table.rows() != before.size()) {
                    throw new SzFormatException(
                            manifest, "header", "members of " + table.rows() + " rows", before.size() + " rows");
                }
                headers.add(manifest, before.header().without(MemberTable.KEY));
                requireAppendable(manifest, writer.schema());
                places = append(writer, manifest, table);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                writer.abort();
                throw e;
            }
        }
        return result(manifest, manifest, places);
    }

    private List<MemberPage.Place> append(AttachingWriter writer, Path manifest, MemberTable table)
            throws IOException, InterruptedException {
        List<MemberPage.Place> kept = new ArrayList<>(table.places());
        List<MemberEntry> last = List.of();
        if (!kept.isEmpty() && kept.get(kept.size() - 1).members() < MemberPage.MAX_MEMBERS) {
            last = table.page(kept.size() - 1).entries();
            kept.remove(kept.size() - 1);
        }
        return write(writer, manifest, headers.header(), kept, last);
    }

    private void refuseAsInput(Path manifest) throws IOException {
        if (Files.exists(manifest)) {
            for (Path input : options.inputs()) {
                if (Files.exists(input) && Files.isSameFile(input, manifest)) {
                    throw new FileAlreadyExistsException(
                            manifest.toString(), null, "is one of the files that are to be combined");
                }
            }
        }
    }

    /** Opens all inputs, in parallel. */
    private void probe() throws IOException, InterruptedException {
        try (DaemonPool workers = new DaemonPool("sz-combine-look", options.threads())) {
            Deque<Future<List<InputProbe>>> running = new ArrayDeque<>();
            for (Path input : options.inputs()) {
                running.add(workers.submit(() -> InputProbe.of(input)));
                if (running.size() > 2 * options.threads()) {
                    DaemonPool.result(running.remove()).forEach(this::take);
                }
            }
            while (!running.isEmpty()) {
                DaemonPool.result(running.remove()).forEach(this::take);
            }
        }
        headers.warnings().forEach(options.listener()::warning);
    }

    private void take(InputProbe probe) {
        InputProbe known = probes.isEmpty() ? null : probes.get(probes.size() - 1);
        union.add(probe.place().path(), probe.schema());
        headers.add(probe.place().path(), probe.header());
        probes.add(probe.sharing(known));
    }

    /** The schema of the rows of all inputs. */
    private Schema schema() {
        Schema of = union.schema();
        Schema.Builder builder = Schema.builder().withoutKey();
        of.fields().forEach(field -> builder.add(field.kind(), field.name(), field.type()));
        of.key().ifPresent(key -> builder.key(key.name()));
        for (String name : options.attributes().keySet()) {
            if (of.find(name).isPresent()) {
                throw new IllegalArgumentException("the attribute '" + name
                        + "' cannot be taken from paths, since the inputs have " + of.field(name));
            }
            builder.attribute(name, ValueType.S);
        }
        Schema all = builder.build();
        requireOpen(all);
        Set<String> hidden = new LinkedHashSet<>();
        if (options.inline() > 0) {
            hidden.add(HiddenFields.INLINE);
        }
        probes.forEach(probe -> hidden.addAll(probe.hidden()));
        return HiddenFields.with(all, List.copyOf(hidden));
    }

    private static void requireOpen(Schema schema) {
        for (Field field : schema.fields()) {
            if (HiddenFields.isHidden(field)) {
                throw new IllegalArgumentException(
                        field + ": names that begin with '" + HiddenFields.PREFIX + "' are the manifest's own");
            }
        }
    }

    /** That the rows of all inputs fit into a manifest of that schema. */
    private void requireAppendable(Path manifest, Schema rows) throws IOException, InterruptedException {
        Schema of = HiddenFields.without(rows);
        List<String> own = of.fields().stream()
                .map(Field::name)
                .filter(name -> !options.attributes().containsKey(name))
                .toList();
        for (String name : options.attributes().keySet()) {
            Field field = of.find(name).orElse(null);
            if (field == null || !field.isAttribute() || !field.isText()) {
                throw new IllegalArgumentException(manifest + ": found "
                        + (field == null ? "no field '" + name + "'" : field.toString())
                        + "; expected a string attribute, to append members that have it from their paths");
            }
        }
        Schema expected = of.select(own);
        union.add(manifest, expected);
        probe();
        Schema united = union.schema();
        if (!united.equals(expected)) {
            throw new IllegalArgumentException(
                    manifest + ": the inputs have other fields as well, " + united + "; expected those of " + expected
                            + ". Combine the manifest and the inputs into another manifest");
        }
        Set<String> hidden = new LinkedHashSet<>(options.inline() > 0 ? List.of(HiddenFields.INLINE) : List.of());
        probes.forEach(probe -> hidden.addAll(probe.hidden()));
        for (String name : hidden) {
            if (rows.find(name).isEmpty()) {
                throw new IllegalArgumentException(manifest + ": was combined without "
                        + (name.equals(HiddenFields.INLINE) ? "inlined records" : "members of other formats")
                        + ", so that it has no column for what these need; combine it and the inputs into another one");
            }
        }
    }

    private List<MemberPage.Place> write(
            AttachingWriter writer,
            Path manifest,
            Header header,
            List<MemberPage.Place> places,
            List<MemberEntry> members)
            throws IOException, InterruptedException {
        InputScan.Target target = new InputScan.Target(
                writer.schema(),
                MemberLocations.besides(manifest),
                new PathAttributes(options.attributes()),
                options.inline());
        DaemonPool encoders = new DaemonPool("sz-combine-encode", options.threads());
        try (ManifestWriter rows = new ManifestWriter(writer, places, members, encoders, options.threads() + 2)) {
            try (encoders;
                    DaemonPool readers = new DaemonPool("sz-combine-read", options.threads())) {
                scan(target, readers, rows);
                return rows.finish(header);
            }
        }
    }

    private record Running(InputScan scan, Future<Boolean> outcome) {}

    private void scan(InputScan.Target target, DaemonPool readers, ManifestWriter rows)
            throws IOException, InterruptedException {
        Deque<Running> running = new ArrayDeque<>();
        int started = 0;
        for (int done = 0; done < probes.size(); done++) {
            while (started < probes.size() && running.size() < options.threads() + 2) {
                InputProbe probe = probes.get(started++);
                InputScan scan = new InputScan(probe, target);
                running.add(new Running(scan, readers.submit(scan)));
            }
            Running first = running.remove();
            drain(first.scan(), rows);
            DaemonPool.result(first.outcome());
            options.listener().advanced(done + 1, probes.size());
        }
    }

    private static void drain(InputScan scan, ManifestWriter rows) throws IOException, InterruptedException {
        for (ScanPart part = scan.next(); !(part instanceof ScanPart.End); part = scan.next()) {
            if (part instanceof ScanPart.Rows some) {
                rows.add(some.rows());
            } else if (part instanceof ScanPart.MemberEnd end) {
                rows.add(end.entry());
            }
        }
    }

    private CombineResult result(Path file, Path manifest, List<MemberPage.Place> places) throws IOException {
        MemberPage.Place last = places.isEmpty() ? null : places.get(places.size() - 1);
        try (AttachedFile written = VirtualContainers.open(file, ReadOptions.defaults())) {
            return new CombineResult(
                    manifest, last == null ? 0 : last.endMember(), written.size(), written.repeatedIds());
        }
    }
}
