package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.szformat.Layout;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ValueCodec;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** The codecs that fields get in a new file where none is chosen, at another zstd level. */
final class DefaultCodecs {
    private DefaultCodecs() {}

    /**
     * The codecs of all fields that are compressed, by name.
     *
     * @param scratch where nothing is yet, nor will be
     */
    static Map<String, ColumnCodec> atLevel(int level, Layout layout, Schema schema, Path scratch) throws IOException {
        Map<String, ColumnCodec> codecs = new LinkedHashMap<>();
        valueCodecs(layout, schema, scratch)
                .forEach((name, values) -> codecs.put(name, new ColumnCodec(values, ByteCodec.zstd(level))));
        return codecs;
    }

    private static Map<String, ValueCodec> valueCodecs(Layout layout, Schema schema, Path scratch) throws IOException {
        return switch (layout) {
            case DIRECTORY -> ofDirectory(schema);
            case CONTAINER, VIRTUAL -> ofEmptyFile(layout, schema, scratch);
        };
    }

    /** A directory has one form for each type, I8, U8, I64 and U64 being widened. */
    private static Map<String, ValueCodec> ofDirectory(Schema schema) {
        Map<String, ValueCodec> codecs = new LinkedHashMap<>();
        for (Field field : schema.datasets()) {
            ValueCodec codec = switch (field.type()) {
                case I8, I16, I32 -> ValueCodec.deltaStreamVByte();
                case U8, U16, U32 -> ValueCodec.streamVByte();
                default -> ValueCodec.plain();
            };
            codecs.put(field.name(), codec);
        }
        return codecs;
    }

    /** What a file of the layout says of itself. */
    private static Map<String, ValueCodec> ofEmptyFile(Layout layout, Schema schema, Path scratch) throws IOException {
        Map<String, ValueCodec> codecs = new LinkedHashMap<>();
        LayoutWriter writer = Layouts.of(layout).create(scratch, schema, Header.empty(), WriteOptions.defaults());
        try {
            writer.flush();
            try (RecordFile file = Layouts.open(scratch, ReadOptions.defaults())) {
                for (Field field : schema.fields()) {
                    codecs.put(
                            field.name(), ColumnCodec.parse(file.codec(field)).values());
                }
            }
        } finally {
            writer.abort();
        }
        return codecs;
    }
}
