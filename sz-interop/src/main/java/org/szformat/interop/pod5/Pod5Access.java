package org.szformat.interop.pod5;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordAccess;
import org.szformat.interop.ReadFields;
import org.szformat.interop.access.FileFingerprint;
import org.szformat.interop.access.RecordProjector;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * A POD5 file whose reads are read in place. A place is a batch of the reads table and a row in it; the signal is found by
 * the rows of the signal table that the read lists. Batches that were read last are kept while memory lasts.
 */
final class Pod5Access implements RecordAccess {
    /** How many batches are kept. */
    private static final int KEPT_BATCHES = 8;

    private final Pod5File file;
    private final Schema attributeSchema;
    private final RecordProjector attributesOf;
    private final Map<Integer, SoftReference<ReadBatch>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int nextBatch;

    Pod5Access(Pod5File file) {
        this.file = file;
        Projection attributes = Projection.of(
                file.schema(),
                file.schema().attributes().stream().map(Field::name).toList());
        this.attributeSchema = attributes.target();
        this.attributesOf = new RecordProjector(attributes);
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Schema schema() {
        return file.schema();
    }

    @Override
    public Schema attributeSchema() {
        return attributeSchema;
    }

    @Override
    public Header header() {
        return file.header();
    }

    @Override
    public long bytes() {
        return file.bytes();
    }

    @Override
    public long fingerprint() throws IOException {
        return FileFingerprint.of(file.file(), file.bytes());
    }

    @Override
    public @Nullable Part next() throws IOException {
        while (nextBatch < file.batches()) {
            // Stepped over before it is looked at, so that a damaged one is met once.
            int batch = nextBatch++;
            int rows = file.rows(batch);
            if (rows > 0) {
                return new BatchPart(batch, rows);
            }
        }
        return null;
    }

    @Override
    public Record read(Place place, Projection projection) throws IOException {
        return read(List.of(place), projection).get(0);
    }

    /** {@inheritDoc} Signals that lie in the same batch of the signal table share the look at it. */
    @Override
    public List<Record> read(List<Place> places, Projection projection) throws IOException {
        if (!projection.source().equals(schema())) {
            throw new IllegalArgumentException(
                    "the projection is of " + projection.source() + "; the file is of " + schema());
        }
        RecordProjector projector = new RecordProjector(projection);
        boolean withSignal =
                projection.target().find(ReadFields.RAW_SIGNAL.fieldName()).isPresent();
        List<Record> records = new ArrayList<>(places.size());
        try (ReadSignals signals = new ReadSignals(file.signals(), file.maxSamples())) {
            for (Place place : places) {
                ReadBatch batch = batch(place);
                int row = (int) place.length();
                Record record =
                        withSignal ? batch.record(row, signals.read(batch, row)) : batch.recordWithoutSignal(row);
                records.add(projector.project(record));
            }
        }
        return records;
    }

    /** The batch of a place, which has its row. */
    private ReadBatch batch(Place place) throws IOException {
        if (place.position() < 0 || place.position() >= file.batches()) {
            throw noPlace(place, file.batches() + " batches");
        }
        ReadBatch batch = batch((int) place.position());
        if (place.length() < 0 || place.length() >= batch.rows()) {
            throw noPlace(place, batch.rows() + " reads in that batch");
        }
        return batch;
    }

    private SzFormatException noPlace(Place place, String there) {
        return new SzFormatException(
                path(),
                "reads table",
                "no read " + place.length() + " of batch " + place.position(),
                "one, as when the file was scanned; it has " + there);
    }

    private ReadBatch batch(int number) throws IOException {
        synchronized (kept) {
            SoftReference<ReadBatch> known = kept.get(number);
            ReadBatch batch = known == null ? null : known.get();
            if (batch != null) {
                return batch;
            }
        }
        ReadBatch loaded = file.load(number);
        synchronized (kept) {
            kept.put(number, new SoftReference<>(loaded));
            if (kept.size() > KEPT_BATCHES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return loaded;
    }

    /** {@inheritDoc} Of a read, those are the pieces of its signal, compressed by VBZ or as they are. */
    @Override
    public List<Extent> extents(Place place, long row) throws IOException {
        ReadBatch batch = batch(place);
        Field field = schema().field(ReadFields.RAW_SIGNAL.fieldName());
        List<Extent> extents = new ArrayList<>();
        try (ReadSignals signals = new ReadSignals(file.signals(), file.maxSamples())) {
            for (ReadSignals.Piece piece : signals.pieces(batch, (int) place.length())) {
                SignalBatch.Bytes bytes = piece.batch().bytes(piece.row());
                extents.add(new Extent(
                        path(),
                        field,
                        row,
                        extents.size(),
                        bytes.at(),
                        bytes.length(),
                        file.signals().isCompressed() ? "vbz" : "plain",
                        0,
                        piece.samples(),
                        piece.samples()));
            }
        }
        return extents;
    }

    @Override
    public List<String> warnings() {
        return file.warnings();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** All reads of a batch, which is read when they are decoded. */
    private final class BatchPart implements Part {
        private final int number;
        private final int rows;

        BatchPart(int number, int rows) {
            this.number = number;
            this.rows = rows;
        }

        @Override
        public long footprint() {
            return Pod5Source.READ_BYTES * rows;
        }

        @Override
        public long position() {
            return file.position(number + 1.0);
        }

        @Override
        public List<Placed> decode() throws IOException {
            ReadBatch batch = file.load(number);
            List<Placed> placed = new ArrayList<>(rows);
            for (int row = 0; row < rows; row++) {
                placed.add(new Placed(attributesOf.project(batch.recordWithoutSignal(row)), new Place(number, row)));
            }
            return placed;
        }
    }
}
