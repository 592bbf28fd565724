package org.szformat.rewrite;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.progress.RewriteProgress.Stage;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.spill.EntryBuffer;
import org.szformat.spill.LargePayloads;
import org.szformat.spill.Payload;
import org.szformat.spill.SortKeys;
import org.szformat.spill.SortPayloads;
import org.szformat.spill.SpillFolder;
import org.szformat.spill.SpillRun;
import org.szformat.spill.SpillSort;
import org.szformat.transfer.Intake;
import org.szformat.transfer.Loaded;
import org.szformat.transfer.Output;
import org.szformat.transfer.Packer;
import org.szformat.transfer.Plan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;

/** Brings records into groups and into order: they go to a {@link SpillSort} and come from it, with the target's chunks. */
final class Sorting {
    /** Bytes of entries that are added to a sort together. */
    private static final int BATCH = 1 << 16;

    private final Settings settings;
    private final Plan plan;
    private final Sources sources;
    private final Crew crew;
    private final SpillFolder folder;
    private final Tally tally;
    private final SortPayloads payloads;

    Sorting(Settings settings, Plan plan, Sources sources, Crew crew, SpillFolder folder, Tally tally) {
        this.settings = settings;
        this.plan = plan;
        this.sources = sources;
        this.crew = crew;
        this.folder = folder;
        this.tally = tally;
        this.payloads = new SortPayloads(plan.schema(), new LargePayloads(folder));
    }

    void run(Packer.Size size, Output output) throws IOException, InterruptedException {
        try (SpillSort sort = new SpillSort(crew, folder, 2 * (settings.memory / 3))) {
            if (settings.group == null) {
                fill(sort, null);
            } else {
                Field group = sources.schema().field(settings.group);
                try (RowGroups groups = RowGroups.of(group, settings, plan, sources, crew, folder, tally)) {
                    fill(sort, groups);
                }
            }
            merge(sort.sorted(), size, output);
        }
    }

    private void fill(SpillSort sort, @Nullable RowGroups groups) throws IOException, InterruptedException {
        tally.begin(Stage.COPYING, sources.bytes());
        Settings reading = settings;
        if (groups != null) {
            reading = new Settings(settings);
            reading.selection = null;
        }
        OrderedWork<Loaded> loading = new OrderedWork<>(crew, settings.memory / 3);
        try (Intake intake = new Intake(reading, groups == null ? plan : plan.withoutFilter(), sources)) {
            for (Intake.Piece piece = intake.next(); piece != null; piece = intake.next()) {
                Intake.Piece each = piece;
                RowGroups.@Nullable Some some = groups == null ? null : groups.next(piece.chunk(), piece.rowsBefore());
                OrderedWork.Footprint footprint = new OrderedWork.Footprint(
                        some == null ? 0 : some.bytes(), piece.source().memoryBytes(piece.chunk()));
                while (!loading.hasRoom(footprint)) {
                    loaded(loading.next());
                }
                loading.begin(footprint, () -> sort(each, some, sort));
                tally.advance(piece.chunk().storedBytes());
            }
            while (!loading.isEmpty()) {
                loaded(loading.next());
            }
        }
    }

    private void loaded(Loaded chunk) {
        tally.read(chunk);
        tally.report();
    }

    /** Reads what is wanted of a chunk and adds it to what is to be sorted. */
    private Loaded sort(Intake.Piece piece, RowGroups.@Nullable Some some, SpillSort sort)
            throws IOException, InterruptedException {
        try {
            Loaded loaded = some == null ? piece.load(tally) : piece.load(some.rows(), tally);
            List<Record> mapped = piece.source().mapping(plan.schema()).apply(loaded.records());
            List<@Nullable Field> order = settings.order.stream()
                    .<@Nullable Field>map(
                            name -> piece.source().schema().find(name).orElse(null))
                    .toList();
            EntryBuffer entries = new EntryBuffer(2 * BATCH);
            for (int i = 0; i < mapped.size(); i++) {
                entries.beginKey();
                if (some != null) {
                    int at = Arrays.binarySearch(some.rows(), loaded.rows()[i]);
                    entries.putOrdered(some.groups()[at]);
                }
                for (Field field : order) {
                    if (field == null) {
                        SortKeys.putMissing(entries);
                    } else {
                        SortKeys.put(loaded.records().get(i), field, entries);
                    }
                }
                entries.putOrdered(piece.rowsBefore() + loaded.rows()[i]);
                payloads.write(mapped.get(i), mapped.get(i).valueBytes(), entries);
                entries.endEntry();
                if (entries.length() >= BATCH) {
                    sort.add(entries);
                    entries.clear();
                }
            }
            sort.add(entries);
            return loaded.passedOn();
        } finally {
            piece.done();
        }
    }

    private void merge(SpillSort.Cursor sorted, Packer.Size size, Output output)
            throws IOException, InterruptedException {
        tally.begin(Stage.MERGING, tally.recordsRead() - tally.lost());
        Packer<Payload> packer = new Packer<>(
                size,
                (records, bytes) ->
                        output.add(footprint(records, bytes), () -> output.encode(payloads.read(records), null)));
        while (sorted.next()) {
            Payload payload = new Payload(sorted.bytes(), sorted.payloadFrom(), sorted.payloadLength());
            long group = settings.group == null ? 0 : SpillRun.bigEndian(sorted.bytes(), sorted.keyFrom());
            packer.add(payload, SortPayloads.valueBytes(payload), group);
            tally.advance(1);
        }
        packer.end();
    }

    /** Of encoding a chunk; what records take besides their values is most of it where these are few. */
    private OrderedWork.Footprint footprint(List<Payload> payloads, long valueBytes) {
        long packed = 0;
        for (Payload payload : payloads) {
            packed += Payload.FOOTPRINT + payload.length();
        }
        long records = payloads.size() * Record.memoryBytes(plan.schema(), valueBytes / payloads.size());
        return new OrderedWork.Footprint(Math.max(packed, valueBytes), records + valueBytes / 2);
    }
}
