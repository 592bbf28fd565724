package org.szformat.virtual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.layout.Chunk;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Reads what a manifest holds of an input: of an SZ file its attributes, of a manifest its rows and members. */
final class InputScan implements Callable<Boolean> {
    /** So many parts wait at most. */
    private static final int AHEAD = 4;

    /** So many rows of a manifest are read at once. */
    private static final int ROWS = 4096;

    private final InputProbe input;
    private final Path path;
    private final Target target;
    private final BlockingQueue<ScanPart> parts = new ArrayBlockingQueue<>(AHEAD);

    /**
     * What is made of inputs.
     *
     * @param schema of the manifest's rows
     * @param locations where members lie from there
     * @param attributes what members have from their paths
     * @param inline how large the datasets of records are at most that are copied
     */
    record Target(Schema schema, MemberLocations locations, PathAttributes attributes, long inline) {}

    InputScan(InputProbe input, Target target) {
        this.input = input;
        this.path = input.place().path();
        this.target = target;
    }

    /** The next part. */
    ScanPart next() throws InterruptedException {
        return parts.take();
    }

    @Override
    public Boolean call() throws IOException, InterruptedException {
        try {
            scan();
            return true;
        } finally {
            parts.put(new ScanPart.End());
        }
    }

    private void scan() throws IOException, InterruptedException {
        Optional<LayoutProvider> layout = Arrays.stream(Layout.values())
                .filter(candidate -> candidate.toString().equals(input.format()))
                .findFirst()
                .map(Layouts::of);
        if (layout.isEmpty()) {
            scanForeign(RecordFormats.named(input.format()).orElseThrow());
            return;
        }
        Fingerprints before = Fingerprints.of(path);
        try (RecordFile file = layout.get().open(path, ReadOptions.defaults())) {
            requireExpected(file.schema());
            if (file instanceof ManifestFile manifest) {
                scanManifest(manifest);
            } else {
                scanMember(file, before);
            }
        }
    }

    private void requireExpected(Schema schema) throws SzFormatException {
        if (!schema.equals(input.schema())) {
            throw new SzFormatException(path, "file", schema.toString(), input.schema() + ", as a moment ago");
        }
    }

    private void scanForeign(RecordFormat format) throws IOException, InterruptedException {
        Map<String, String> constants = target.attributes().of(path, Map.of());
        MemberEntry.Chunks chunks = new MemberEntry.Chunks();
        long rows = 0;
        long position = 0;
        try (RecordAccess file = format.access(path, FormatOptions.defaults())) {
            requireExpected(file.schema());
            Fingerprints before = new Fingerprints(file.bytes(), file.fingerprint());
            RowMaker maker = new RowMaker(target.schema(), file.attributeSchema(), constants);
            for (RecordAccess.Part part = file.next(); part != null; part = file.next()) {
                List<Record> some = part.decode().stream()
                        .map(placed -> maker.placed(placed.attributes(), placed.place()))
                        .toList();
                if (!some.isEmpty()) {
                    long end = Math.max(position, part.position());
                    chunks.add(new Chunk(0, rows, some.size(), position, end - position));
                    parts.put(new ScanPart.Rows(some));
                    rows += some.size();
                    position = end;
                }
            }
            parts.put(end(before, rows, 0, before.bytes(), constants, chunks));
        }
    }

    private ScanPart.MemberEnd end(
            Fingerprints before,
            long rows,
            long inlined,
            long valueBytes,
            Map<String, String> constants,
            MemberEntry.Chunks chunks)
            throws IOException {
        return new ScanPart.MemberEnd(new MemberEntry(
                target.locations().text(path),
                input.format(),
                before.bytes(),
                before.fingerprint(),
                rows,
                inlined,
                valueBytes,
                constants,
                input.place().parts(),
                chunks.records(),
                chunks.bytes(),
                chunks.offsets(),
                chunks.heads()));
    }

    private void scanMember(RecordFile file, Fingerprints before) throws IOException, InterruptedException {
        Map<String, String> constants = target.attributes().of(path, Map.of());
        Schema schema = file.schema();
        List<String> names = schema.attributes().stream().map(Field::name).toList();
        Projection attributes = names.isEmpty() ? null : Projection.of(schema, names);
        RowMaker maker = new RowMaker(target.schema(), attributes == null ? null : attributes.target(), constants);
        RowMaker inliner = new RowMaker(target.schema(), schema, constants);
        MemberEntry.Chunks chunks = new MemberEntry.Chunks();
        long inlined = 0;
        for (Chunk chunk : file.chunks()) {
            List<Record> rows = new ArrayList<>(chunk.records());
            if (attributes == null) {
                IntStream.range(0, chunk.records()).forEach(row -> rows.add(maker.row(null)));
            } else {
                file.read(chunk, attributes).forEach(record -> rows.add(maker.row(record)));
            }
            if (target.inline() > 0) {
                inlined += inline(file, chunk, inliner, rows);
            }
            parts.put(new ScanPart.Rows(rows));
            if (file instanceof AttachedFile container) {
                chunks.add(chunk, container.headBytes(chunk));
            } else {
                chunks.add(chunk);
            }
        }
        parts.put(end(before, file.size(), inlined, file.valueBytes(), constants, chunks));
    }

    /** Puts rows that hold all of their small records in place of others; says how many. */
    private int inline(RecordFile file, Chunk chunk, RowMaker inliner, List<Record> rows) throws IOException {
        long[] small = small(file, chunk);
        int inlined = 0;
        List<Record> records = file.read(small, Projection.all(file.schema()));
        for (int i = 0; i < small.length; i++) {
            if (datasetBytes(records.get(i)) <= target.inline()) {
                rows.set((int) (small[i] - chunk.firstRow()), inliner.inlined(records.get(i)));
                inlined++;
            }
        }
        return inlined;
    }

    /** The rows whose datasets of numbers are small. */
    private long[] small(RecordFile file, Chunk chunk) throws IOException {
        long[] bytes = new long[chunk.records()];
        for (Field dataset : file.schema().datasets()) {
            if (!dataset.isText()) {
                int[] lengths = file.lengths(chunk, dataset);
                for (int row = 0; row < bytes.length; row++) {
                    bytes[row] +=
                            (long) Math.max(0, lengths[row]) * dataset.type().width();
                }
            }
        }
        return IntStream.range(0, bytes.length)
                .filter(row -> bytes[row] <= target.inline())
                .mapToLong(row -> chunk.firstRow() + row)
                .toArray();
    }

    private static long datasetBytes(Record record) {
        long bytes = 0;
        for (Field dataset : record.schema().datasets()) {
            if (record.isMissing(dataset)) {
                continue;
            }
            bytes += dataset.isText()
                    ? ((String) record.stored(dataset)).getBytes(StandardCharsets.UTF_8).length
                    : (long) record.length(dataset) * dataset.type().width();
        }
        return bytes;
    }

    private void scanManifest(ManifestFile manifest) throws IOException, InterruptedException {
        Schema rowSchema = manifest.rowsFile().schema();
        MemberTable table = manifest.table();
        for (long number = 0; number < table.members(); number++) {
            PlacedMember member = table.member(number);
            Path place = manifest.locations().path(path, member);
            Map<String, String> constants =
                    target.attributes().of(place, member.entry().constants());
            RowMaker maker = new RowMaker(target.schema(), rowSchema, constants);
            long end = member.firstRow() + member.entry().rows();
            for (long row = member.firstRow(); row < end; row += ROWS) {
                long[] rows = LongStream.range(row, Math.min(end, row + ROWS)).toArray();
                parts.put(new ScanPart.Rows(manifest.rowsFile().read(rows, Projection.all(rowSchema)).stream()
                        .map(maker::row)
                        .toList()));
            }
            parts.put(new ScanPart.MemberEnd(
                    member.entry().with(target.locations().text(place), constants)));
        }
    }
}
