package org.szformat.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * A compressor for all columns of a file, as users name it. {@code zstd} alone has the level that new files have, which
 * depends on the type, and {@code blosc} alone shuffles elements of the type's width.
 *
 * @param name as it was given
 * @param exact the codec, the same for all columns; null where it depends on the type
 */
record CompressorChoice(String name, @Nullable ByteCodec exact) {
    private static final String ZSTD = "zstd";
    private static final String BLOSC = "blosc";
    private static final String SEPARATOR = ", ";

    /**
     * Reads a choice.
     *
     * @param option where it was given
     */
    static CompressorChoice parse(String option, String text) {
        String name = text.strip();
        if (name.equals(ZSTD) || name.equals(BLOSC)) {
            return new CompressorChoice(name, null);
        }
        try {
            ByteCodec codec = ColumnCodec.parse("plain" + SEPARATOR + name).bytes();
            return new CompressorChoice(codec.name(), codec);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": '" + name + "' is none of zstd, lz4, bz2, blosc and none, nor one of "
                    + String.join(SEPARATOR, ByteCodec.known()));
        }
    }

    /** Zstandard of a level. */
    static CompressorChoice zstd(int level) {
        ByteCodec codec = ByteCodec.zstd(level);
        return new CompressorChoice(codec.name(), codec);
    }

    boolean isZstandard() {
        return exact == null ? name.equals(ZSTD) : exact.isZstandard();
    }

    /**
     * The codecs that columns of a container get; how values become bytes stays what it is in the source, if that is one.
     *
     * @param fields those that are wanted
     */
    Map<String, ColumnCodec> codecs(RecordFile source, Collection<Field> fields) {
        Map<String, ColumnCodec> defaults = DefaultCodecs.ofContainer(source.schema());
        Map<String, ColumnCodec> codecs = new LinkedHashMap<>();
        for (Field field : fields) {
            ColumnCodec standard = defaults.get(field.name());
            if (standard != null) {
                codecs.put(
                        field.name(),
                        new ColumnCodec(own(source, field, standard).values(), bytes(field, standard)));
            }
        }
        return codecs;
    }

    /** The codecs that columns of a container have; those of new containers, if the file is none. */
    static Map<String, ColumnCodec> own(RecordFile file) {
        Map<String, ColumnCodec> codecs = DefaultCodecs.ofContainer(file.schema());
        codecs.replaceAll((name, standard) -> own(file, file.schema().field(name), standard));
        return codecs;
    }

    private static ColumnCodec own(RecordFile file, Field field, ColumnCodec standard) {
        if (file.layout() == Layout.CONTAINER) {
            try {
                return ColumnCodec.parse(file.codec(field));
            } catch (IllegalArgumentException e) {
                // Of a newer version: reading the field will say so.
                return standard;
            }
        }
        return standard;
    }

    private ByteCodec bytes(Field field, ColumnCodec standard) {
        if (exact != null) {
            return exact;
        }
        return name.equals(ZSTD)
                ? standard.bytes()
                : ByteCodec.blosc(field.isText() ? 1 : field.type().width());
    }

    /**
     * What compresses a file, as reports name it: {@code zstd} where every column has the level of new files, otherwise
     * the compressors of its columns with their levels, joined by {@code +}.
     */
    static String describe(RecordFile file) {
        Schema schema = file.schema();
        Map<String, ColumnCodec> defaults =
                file.layout() == Layout.CONTAINER ? DefaultCodecs.ofContainer(schema) : Map.of();
        List<String> compressors = new ArrayList<>();
        boolean isStandard = true;
        for (Field field : schema.fields()) {
            String codec = file.codec(field);
            int last = codec.lastIndexOf(SEPARATOR);
            if (last >= 0) {
                String compressor = codec.substring(last + SEPARATOR.length());
                ColumnCodec standard = defaults.get(field.name());
                isStandard &= standard == null || standard.bytes().name().equals(compressor);
                compressors.add(compressor.startsWith(BLOSC) ? BLOSC : compressor);
            }
        }
        if (compressors.isEmpty()) {
            return ByteCodec.none().name();
        }
        return isStandard ? ZSTD : String.join("+", new TreeSet<>(compressors));
    }
}
