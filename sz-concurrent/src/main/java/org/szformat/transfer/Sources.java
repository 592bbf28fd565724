package org.szformat.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.merge.HeaderMerge;
import org.szformat.merge.SchemaUnion;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** The files that records come from, as they are found before any record is read. */
public final class Sources {
    private static final String NO_CODEC = "";

    private final List<Path> paths;
    private final Schema schema;
    private final Header header;
    private final Layout layout;
    private final Map<String, String> codecs;
    private final OptionalLong chunkBytes;
    private final long bytes;
    private final List<Long> records;
    private final List<String> warnings;

    private Sources(
            List<Path> paths,
            Schema schema,
            Header header,
            Layout layout,
            Map<String, String> codecs,
            OptionalLong chunkBytes,
            long bytes,
            List<Long> records,
            List<String> warnings) {
        this.paths = paths;
        this.schema = schema;
        this.header = header;
        this.layout = layout;
        this.codecs = codecs;
        this.chunkBytes = chunkBytes;
        this.bytes = bytes;
        this.records = List.copyOf(records);
        this.warnings = List.copyOf(warnings);
    }

    /** Opens each file for a look at what it says of itself. */
    public static Sources look(Settings settings) throws IOException {
        SchemaUnion union = new SchemaUnion(settings.schemas);
        HeaderMerge headers = new HeaderMerge(settings.runs);
        Map<String, String> codecs = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        Layout layout = Layout.CONTAINER;
        Header first = Header.empty();
        OptionalLong chunkBytes = OptionalLong.empty();
        long bytes = 0;
        List<Long> records = new ArrayList<>();
        for (Path path : settings.sources) {
            try (RecordFile file = open(path)) {
                if (codecs.isEmpty()) {
                    layout = file.layout();
                    chunkBytes = file.targetChunkBytes();
                    first = file.header();
                }
                union.add(path, file.schema());
                headers.add(path, file.header());
                for (Field field : file.schema().fields()) {
                    codecs.merge(field.name(), file.codec(field), Sources::safer);
                }
                bytes += file.storedBytes();
                records.add(file.size());
                file.incompleteness().ifPresent(why -> warnings.add(path + ": is incomplete (" + why + ")"));
            }
        }
        warnings.addAll(headers.warnings());
        Header header = settings.sources.size() == 1 ? first : headers.header();
        return new Sources(
                settings.sources, union.schema(), header, layout, codecs, chunkBytes, bytes, records, warnings);
    }

    public static RecordFile open(Path path) throws IOException {
        return Layouts.open(path, ReadOptions.defaults());
    }

    /** Those of some fields that a source has; another one, which is cheap, where it has none of them. */
    static Projection projection(Schema schema, Collection<String> names) {
        List<String> own =
                names.stream().filter(name -> schema.find(name).isPresent()).toList();
        if (own.isEmpty()) {
            Field any = schema.attributes().isEmpty()
                    ? schema.fields().get(0)
                    : schema.attributes().get(0);
            own = List.of(any.name());
        }
        return Projection.of(schema, own);
    }

    public List<Path> paths() {
        return paths;
    }

    /** The fields of all of them. */
    public Schema schema() {
        return schema;
    }

    public Header header() {
        return header;
    }

    /** The layout of the first. */
    Layout layout() {
        return layout;
    }

    /** Of two codecs the first, unless it would take from values what the second has kept; none where each would. */
    private static String safer(String one, String other) {
        if (one.equals(other) || isLossless(one)) {
            return one;
        }
        return isLossless(other) ? other : NO_CODEC;
    }

    private static boolean isLossless(String codec) {
        return parsed(codec).filter(known -> !known.isLossy()).isPresent();
    }

    private static Optional<ColumnCodec> parsed(String codec) {
        try {
            return Optional.of(ColumnCodec.parse(codec));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The codec of a field in the first source that has it, if this version has that, and if it takes nothing from what
     * others hold.
     */
    Optional<ColumnCodec> codec(Field field) {
        return parsed(codecs.getOrDefault(field.name(), NO_CODEC)).filter(codec -> codec.supports(field.type()));
    }

    /** How many bytes of values the chunks of the first source should have, where it says so. */
    OptionalLong chunkBytes() {
        return chunkBytes;
    }

    /** How much they take on disk. */
    public long bytes() {
        return bytes;
    }

    /** How many records each has; those that come to it later are none of ours. */
    public List<Long> records() {
        return records;
    }

    public List<String> warnings() {
        return warnings;
    }
}
