package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordAccess;
import org.szformat.interop.access.FileFingerprint;
import org.szformat.interop.access.RecordProjector;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * A file of either kind whose records are read in place: of BLOW5 the range of bytes that begins with a record's length, of
 * SLOW5 a line with its end.
 *
 * <p>A scan is cut into parts by {@link Slow5Index} where there is a valid one, so that each part is read by who decodes it;
 * otherwise {@link #next} reads from record to record.
 */
final class Slow5Access implements RecordAccess {
    /** What a record's attributes take in memory, roughly. */
    private static final long RECORD_BYTES = 512;

    private final OpenedFile file;
    private final String format;
    private final Schema attributeSchema;
    private final RecordProjector attributesOf;
    private final FrameRecords wholeRecords;
    private final FrameRecords withoutDatasets;
    private final ConcurrentLinkedQueue<String> warnings;
    private @Nullable FrameRecords scan;
    private @Nullable Iterator<Slow5Index.Range> ranges;
    private @Nullable Frames first;

    /**
     * Reads a file.
     *
     * @param format the name of its format
     */
    Slow5Access(OpenedFile file, String format) {
        this.file = file;
        this.format = format;
        this.first = file.first();
        ReadLayout layout = file.layout();
        Projection attributes = Projection.of(
                layout.schema(),
                layout.schema().attributes().stream().map(Field::name).toList());
        this.attributeSchema = attributes.target();
        this.attributesOf = new RecordProjector(attributes);
        this.wholeRecords = records(layout, null);
        this.withoutDatasets = records(layout.without(Set.copyOf(layout.schema().datasets())), null);
        this.warnings = new ConcurrentLinkedQueue<>(file.warnings());
    }

    private FrameRecords records(ReadLayout layout, @Nullable IdSet ids) {
        return new FrameRecords(
                file.framing(), file.newDecoders(layout), ids, file.limits().maxChunkBytes());
    }

    @Override
    public Path path() {
        return file.in().path();
    }

    @Override
    public Schema schema() {
        return file.layout().schema();
    }

    @Override
    public Schema attributeSchema() {
        return attributeSchema;
    }

    @Override
    public Header header() {
        return file.layout().header();
    }

    @Override
    public long bytes() {
        return file.in().size();
    }

    @Override
    public long fingerprint() throws IOException {
        return FileFingerprint.of(file.in().file(), bytes());
    }

    @Override
    public @Nullable Part next() throws IOException {
        FrameRecords records = scan;
        if (records == null) {
            ReadLayout layout = file.layout();
            records = records(layout.without(Set.copyOf(layout.schema().datasets())), file.newIdSet());
            scan = records;
            ranges = indexed();
        }
        if (ranges != null) {
            return ranges.hasNext() ? new ScanPart(records, ranges.next(), null) : null;
        }
        Frames frames = first == null ? file.framing().next() : first;
        first = null;
        return frames == null
                ? null
                : new ScanPart(records, new Slow5Index.Range(frames.offset(), frames.end(), frames.first()), frames);
    }

    /** The ranges of the file's index, or null when it has no valid one. */
    private @Nullable Iterator<Slow5Index.Range> indexed() throws IOException {
        Path name = path().getFileName();
        if (name == null || !file.framing().endsWhole()) {
            return null;
        }
        try (FileInput in = FileInput.open(path().resolveSibling(name + Slow5Index.EXTENSION))) {
            return Slow5Index.read(in, file).iterator();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            warnings.add("its index is not used; " + e.getMessage());
            return null;
        }
    }

    @Override
    public Record read(Place place, Projection projection) throws IOException {
        return read(List.of(place), projection).get(0);
    }

    /** {@inheritDoc} Records that lie one behind the other are read together. */
    @Override
    public List<Record> read(List<Place> places, Projection projection) throws IOException {
        if (!projection.source().equals(schema())) {
            throw new IllegalArgumentException(
                    "the projection is of " + projection.source() + "; the file is of " + schema());
        }
        Set<Field> unwanted = schema().datasets().stream()
                .filter(dataset -> projection.target().find(dataset.name()).isEmpty())
                .collect(Collectors.toSet());
        if (unwanted.isEmpty()) {
            return read(places, projection, wholeRecords);
        } else if (unwanted.size() == schema().datasets().size()) {
            return read(places, projection, withoutDatasets);
        }
        try (FrameRecords some = records(file.layout().without(unwanted), null)) {
            return read(places, projection, some);
        }
    }

    private List<Record> read(List<Place> places, Projection projection, FrameRecords decoding) throws IOException {
        RecordProjector projector = new RecordProjector(projection);
        List<Record> records = new ArrayList<>(places.size());
        while (records.size() < places.size()) {
            int from = records.size();
            int to = endOfRun(places, from);
            long start = places.get(from).position();
            byte[] bytes = bytes(
                    start, places.get(to - 1).position() + places.get(to - 1).length());
            for (Place place : places.subList(from, to)) {
                int at = (int) (place.position() - start);
                String where = "offset " + place.position();
                Framing.Bounds bounds = file.framing().bounds(bytes, at, at + (int) place.length(), where);
                records.add(projector.project(decoding.one(bytes, bounds.from(), bounds.to(), where)));
            }
        }
        return records;
    }

    /** Behind the last place that is read in one go with a first one; all of them are places that there can be. */
    private int endOfRun(List<Place> places, int from) throws SzFormatException {
        long start = requirePlace(places.get(from)).position();
        int to = from + 1;
        while (to < places.size()) {
            Place before = places.get(to - 1);
            Place next = places.get(to);
            if (next.position() != before.position() + before.length()
                    || requirePlace(next).position() + next.length() - start > Sizes.PART_BYTES) {
                break;
            }
            to++;
        }
        return to;
    }

    private Place requirePlace(Place place) throws SzFormatException {
        boolean isInside = place.position() >= file.recordsAt()
                && place.position() < file.recordsEnd()
                && place.length() >= 1
                && place.length()
                        <= Math.min(
                                file.recordsEnd() - place.position(),
                                file.framing().maxFrameBytes());
        if (!isInside) {
            throw file.framing()
                    .fault(
                            "offset " + place.position(),
                            "no record of " + place.length() + " bytes",
                            "one, as when the file was scanned; its records lie from offset " + file.recordsAt()
                                    + " to " + file.recordsEnd());
        }
        return place;
    }

    private byte[] bytes(long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.in().readAt(from, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public List<Extent> extents(Place place, long row) {
        return List.of(new Extent(
                path(),
                null,
                row,
                0,
                place.position(),
                place.length(),
                format,
                Extent.UNKNOWN,
                Extent.UNKNOWN,
                Extent.UNKNOWN));
    }

    @Override
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (scan != null && scan.isFullOfIds()) {
            all.add(Slow5Source.IDS_NOT_CHECKED);
        }
        return List.copyOf(all);
    }

    @Override
    public void close() throws IOException {
        try {
            file.in().close();
        } finally {
            wholeRecords.close();
            withoutDatasets.close();
            if (scan != null) {
                scan.close();
            }
        }
    }

    /** Records of a range; their bytes are there already where there is no index. */
    private final class ScanPart implements Part {
        private final FrameRecords records;
        private final Slow5Index.Range range;
        private final @Nullable Frames known;

        ScanPart(FrameRecords records, Slow5Index.Range range, @Nullable Frames known) {
            this.records = records;
            this.range = range;
            this.known = known;
        }

        @Override
        public long footprint() {
            return known == null
                    ? 2 * (range.to() - range.from())
                    : known.bytes().length + RECORD_BYTES * known.count();
        }

        @Override
        public long position() {
            return range.to();
        }

        @Override
        public List<Placed> decode() throws IOException {
            Frames frames = known == null
                    ? file.framing().whole(bytes(range.from(), range.to()), range.from(), range.first())
                    : known;
            List<Record> all = records.all(frames);
            List<Placed> placed = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                placed.add(new Placed(
                        attributesOf.project(all.get(i)), file.framing().placed(frames, i)));
            }
            return placed;
        }
    }
}
