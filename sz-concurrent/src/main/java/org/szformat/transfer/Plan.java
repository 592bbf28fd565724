package org.szformat.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.filter.Filter;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * What is to be done, once it is known what the sources hold.
 *
 * @param schema of the target
 * @param filter on the sources' fields; null when there is none
 * @param needed the names of all fields that are read
 * @param layout of the target
 * @param options how the target is created
 * @param keepsChunks whether the target has the chunks that the sources have
 * @param decisions what becomes of single records
 */
public record Plan(
        Schema schema,
        @Nullable Filter filter,
        Set<String> needed,
        Layout layout,
        WriteOptions options,
        boolean keepsChunks,
        RowDecisions decisions) {
    private static final long RECORD_BYTES = 64;
    private static final long FIELD_BYTES = 16;
    private static final ColumnCodec UNCHOSEN = ColumnCodec.parse("plain, none");

    /**
     * Decides.
     *
     * @throws IllegalArgumentException when a name is no field, or one of the wrong kind
     */
    public static Plan of(Settings settings, Sources sources) {
        Schema all = sources.schema();
        Schema schema = settings.fields == null ? all : all.select(settings.fields);
        Filter filter = settings.filter == null ? null : Filter.parse(settings.filter, all);
        Set<String> needed = new LinkedHashSet<>();
        schema.fields().forEach(field -> needed.add(field.name()));
        if (filter != null) {
            needed.addAll(filter.fields());
        }
        for (Field field : sortFields(settings, all)) {
            needed.add(field.name());
        }
        // What leads to other files is not written anew as such, but as the one file that it stands for.
        Layout natural = sources.layout() == Layout.DIRECTORY ? Layout.DIRECTORY : Layout.CONTAINER;
        Layout layout = settings.layout == null ? natural : settings.layout;
        boolean keepsChunks = !settings.isSorted()
                && !settings.selectsRecords()
                && !settings.asksForChunks()
                && layout == sources.layout();
        return new Plan(
                schema,
                filter,
                needed,
                layout,
                options(settings, sources, schema, layout),
                keepsChunks,
                RowDecisions.NONE);
    }

    /** The same, but for what is read: some attributes of the records that are wanted. */
    public Plan readingOnly(Set<String> names) {
        Set<String> fewer = new LinkedHashSet<>(names);
        if (filter != null) {
            fewer.addAll(filter.fields());
        }
        return new Plan(schema, filter, fewer, layout, options, keepsChunks, decisions);
    }

    /** The same, but that no record is tested, since it is known which are wanted. */
    public Plan withoutFilter() {
        return new Plan(schema, null, needed, layout, options, keepsChunks, decisions);
    }

    /** The same, with what was decided on single records. */
    public Plan with(RowDecisions decided) {
        return new Plan(schema, filter, needed, layout, options, keepsChunks, decided);
    }

    /** The attributes by which records are grouped and sorted, in this order. */
    static List<Field> sortFields(Settings settings, Schema schema) {
        List<String> names = new ArrayList<>();
        if (settings.group != null) {
            names.add(settings.group);
        }
        names.addAll(settings.order);
        List<Field> fields = names.stream().map(schema::field).toList();
        for (Field field : fields) {
            if (!field.isAttribute()) {
                throw new IllegalArgumentException(field + ": records are grouped and sorted by attributes alone");
            }
        }
        return fields;
    }

    private static WriteOptions options(Settings settings, Sources sources, Schema schema, Layout layout) {
        WriteOptions options =
                WriteOptions.defaults().withOnExisting(OnExisting.REFUSE).withDurability(settings.durability);
        Map<String, ColumnCodec> codecs = new HashMap<>(settings.codecs);
        for (Field field : schema.fields()) {
            if (!codecs.containsKey(field.name())) {
                codec(settings, sources, field, layout).ifPresent(codec -> codecs.put(field.name(), codec));
            }
        }
        for (Map.Entry<String, Integer> degraded : settings.degraded.entrySet()) {
            Field field = schema.field(degraded.getKey());
            ColumnCodec codec = codecs.getOrDefault(field.name(), UNCHOSEN);
            codecs.put(field.name(), Degrading.codec(field, codec, degraded.getValue(), layout));
        }
        for (Map.Entry<String, ColumnCodec> codec : codecs.entrySet()) {
            options = options.withCodec(codec.getKey(), codec.getValue());
        }
        if (settings.chunkBytes > 0) {
            options = options.withChunkBytes(settings.chunkBytes);
        } else if (sources.chunkBytes().isPresent()) {
            options = options.withChunkBytes(
                    Math.min(Settings.MAX_CHUNK_BYTES, sources.chunkBytes().getAsLong()));
        }
        return options;
    }

    private static Optional<ColumnCodec> codec(Settings settings, Sources sources, Field field, Layout layout) {
        LayoutProvider provider = Layouts.of(layout);
        Optional<ColumnCodec> own =
                layout == Layout.CONTAINER && layout == sources.layout() ? sources.codec(field) : Optional.empty();
        return own.or(() -> provider.defaultCodec(field))
                .map(codec ->
                        settings.compressor == null ? codec : new ColumnCodec(codec.values(), settings.compressor));
    }

    /** Whether what is read of a field may be other than what was written. */
    boolean isLossy(Field field) {
        ColumnCodec codec = options.codecs().get(field.name());
        return codec != null && codec.isLossy();
    }

    /** How large the chunks are that records are packed into. */
    public Packer.Size chunkSize(Settings settings, LayoutWriter writer) {
        int records = settings.chunkRecords == 0 ? Settings.MAX_CHUNK_RECORDS : settings.chunkRecords;
        if (settings.asksForChunks()) {
            return new Packer.Size(
                    records, settings.chunkBytes == 0 ? Settings.MAX_CHUNK_BYTES : settings.chunkBytes, 0);
        }
        // As records are weighed that are written for the first time.
        long overhead = RECORD_BYTES + FIELD_BYTES * schema.size();
        return new Packer.Size(records, Math.min(Settings.MAX_CHUNK_BYTES, writer.targetChunkBytes()), overhead);
    }
}
