package org.szformat.interop.fast5;

import io.jhdf.api.Group;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.ReadFields;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * The reads of an open FAST5 file. What the reads have is looked through when it is opened, since any of them may have
 * attributes of its own; signals are read by those who decode parts.
 */
final class Fast5Source implements RecordSource {
    private static final long PART_BYTES = 4L << 20;
    private static final int PART_READS = 256;

    /** What a read takes in memory besides its signal, roughly. */
    private static final long READ_FOOTPRINT = 2048;

    private final Hdf hdf;
    private final Limits limits;
    private final long bytes;
    private final List<Fast5Read> reads;
    private final Map<String, JsonValue> runs = new LinkedHashMap<>();
    private final Set<String> warnings = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Schema schema;
    private final Fast5Fields.Filler filler;
    private final Header header;
    private int next;

    private Fast5Source(Hdf hdf, Limits limits) throws IOException {
        this.hdf = hdf;
        this.limits = limits;
        this.bytes = Files.size(hdf.path());
        this.reads = Fast5Read.all(hdf);
        Fast5Fields fields = new Fast5Fields();
        Map<Long, String> seen = new HashMap<>();
        for (Fast5Read read : reads) {
            Map<String, Object> attributes = read.attributes(hdf);
            fields.add(attributes, warnings::add);
            Basecalls basecalls = Basecalls.of(hdf, read, warnings::add);
            fields.add(basecalls.attributes(), basecalls.hasFastq(), basecalls.hasMoves());
            addRun(read, attributes, seen);
        }
        try {
            this.schema = fields.schema();
        } catch (IllegalArgumentException e) {
            throw new SzFormatException(hdf.path(), "/", e.getMessage() + "", "attributes with names of fields", e);
        }
        this.filler = fields.filler(schema);
        this.header = headerOfFile();
    }

    static Fast5Source open(Path path, Limits limits) throws IOException {
        Hdf hdf = Hdf.open(path);
        try {
            return new Fast5Source(hdf, limits);
        } catch (IOException | RuntimeException | Error e) {
            hdf.close();
            throw e;
        }
    }

    private Header headerOfFile() throws IOException {
        Map<String, JsonValue> file = json(hdf.root());
        Header made = Header.empty();
        if (!file.isEmpty()) {
            made = made.with("fast5", JsonValue.of(file));
        }
        return runs.isEmpty() ? made : made.with("runs", JsonValue.of(runs));
    }

    /** A run is told once in a file, mostly: its groups are linked from all of its reads, or copied. */
    private void addRun(Fast5Read read, Map<String, Object> attributes, Map<Long, String> seen) throws IOException {
        Group tracking = read.tracking();
        if (tracking == null || seen.put(hdf.address(tracking), "") != null) {
            return;
        }
        Map<String, Object> all = hdf.attributes(tracking);
        Object id = attributes.getOrDefault("run_id", all.get("run_id"));
        if (id == null) {
            warnings.add("the run of " + read.name() + " has no ID and is left out");
            return;
        }
        Map<String, JsonValue> run = new LinkedHashMap<>();
        if (read.context() != null) {
            run.put("context_tags", JsonValue.of(json(read.context())));
        }
        run.put("tracking_id", JsonValue.of(json(tracking)));
        JsonValue told = JsonValue.of(run);
        JsonValue before = runs.putIfAbsent(id.toString(), told);
        if (before != null && !before.equals(told)) {
            warnings.add("run " + id + " is told differently by " + read.name()
                    + " than by reads before it; what those say is " + "kept");
        }
    }

    private Map<String, JsonValue> json(Group group) throws IOException {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        hdf.attributes(group).forEach((name, value) -> {
            if (value instanceof Hdf.Unusual) {
                warnings.add("the attribute " + name + " of " + group.getName() + " is " + value + " and is not read");
            } else {
                values.put(name, json(value));
            }
        });
        return values;
    }

    private static JsonValue json(Object value) {
        if (value instanceof Float || value instanceof Double) {
            return JsonValue.of(((Number) value).doubleValue());
        }
        return value instanceof Number number && !(value instanceof BigInteger)
                ? JsonValue.of(number.longValue())
                : JsonValue.of(value.toString());
    }

    @Override
    public Path path() {
        return hdf.path();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(reads.size());
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public @Nullable Part next() throws IOException {
        if (next == reads.size()) {
            return null;
        }
        int from = next;
        long footprint = 0;
        while (next < reads.size() && next - from < PART_READS && footprint < PART_BYTES) {
            Fast5Read read = reads.get(next++);
            footprint += READ_FOOTPRINT + Math.max(0, hdf.size(read.signal(hdf))) * Short.BYTES;
        }
        return new ReadsPart(reads.subList(from, next), footprint, bytes * next / reads.size());
    }

    private final class ReadsPart implements Part {
        private final List<Fast5Read> part;
        private final long footprint;
        private final long position;

        ReadsPart(List<Fast5Read> part, long footprint, long position) {
            this.part = part;
            this.footprint = footprint;
            this.position = position;
        }

        @Override
        public long footprint() {
            return footprint;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public List<Record> decode() throws IOException {
            List<Record> records = new ArrayList<>(part.size());
            for (Fast5Read read : part) {
                try {
                    records.add(record(read));
                } catch (IllegalArgumentException e) {
                    throw new SzFormatException(
                            hdf.path(), read.name(), e.getMessage() + "", "a value of that field", e);
                }
            }
            return records;
        }
    }

    private Record record(Fast5Read read) throws IOException {
        Map<String, Object> attributes = read.attributes(hdf);
        requireId(read, attributes);
        Group tracking = read.tracking();
        if (!attributes.containsKey("run_id") && tracking != null) {
            Object run = hdf.attributes(tracking).get("run_id");
            if (run != null) {
                attributes.put("run_id", run);
            }
        }
        Basecalls basecalls = Basecalls.of(hdf, read, warnings::add);
        attributes.putAll(basecalls.attributes());
        RecordBuilder record = Record.builder(schema);
        filler.fill(record, attributes);
        record.set(ReadFields.RAW_SIGNAL.fieldName(), samples(read, attributes.get("duration")));
        if (schema.find(Basecalls.FASTQ).isPresent()) {
            String fastq = basecalls.fastq(limits.maxValueBytes());
            if (fastq == null) {
                record.setMissing(Basecalls.FASTQ);
            } else {
                record.set(Basecalls.FASTQ, fastq);
            }
        }
        if (schema.find(Basecalls.MOVE_TABLE).isPresent()) {
            byte[] moves = basecalls.moves(limits.maxValueBytes());
            if (moves == null) {
                record.setMissing(Basecalls.MOVE_TABLE);
            } else {
                record.set(Basecalls.MOVE_TABLE, moves);
            }
        }
        return record.build();
    }

    private void requireId(Fast5Read read, Map<String, Object> attributes) throws SzFormatException {
        Object id = attributes.get("read_id");
        if (id == null) {
            attributes.put(
                    "read_id",
                    read.id()
                            .orElseThrow(() -> new SzFormatException(
                                    hdf.path(),
                                    read.name(),
                                    "no attribute 'read_id'",
                                    "one, since no group is named so")));
        } else if (read.id().isPresent() && !read.id().get().equals(id)) {
            throw new SzFormatException(
                    hdf.path(),
                    read.name(),
                    "the read_id '" + id + "'",
                    "'" + read.id().get() + "', as its group is named");
        }
    }

    private short[] samples(Fast5Read read, @Nullable Object duration) throws IOException {
        Object data = hdf.data(read.signal(hdf), limits.maxValueBytes());
        if (!(data instanceof short[] samples)) {
            throw new SzFormatException(
                    hdf.path(),
                    read.name() + ", Signal",
                    "values as " + data.getClass().getSimpleName(),
                    "samples, which are signed integers of 16 bits");
        }
        if (duration instanceof Number number && number.longValue() != samples.length) {
            warnings.add(read.name() + ": has " + samples.length + " samples, though its attribute 'duration' says "
                    + number);
        }
        return samples;
    }

    @Override
    public List<String> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }

    @Override
    public void close() throws IOException {
        hdf.close();
    }
}
