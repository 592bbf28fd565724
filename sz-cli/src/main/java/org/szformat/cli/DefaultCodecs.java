package org.szformat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.szformat.Layout;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ValueCodec;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.Layouts;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** The codecs that fields get in a new file where none is chosen, for all fields that are compressed, by name. */
final class DefaultCodecs {
    private DefaultCodecs() {}

    /** Those of a container. */
    static Map<String, ColumnCodec> ofContainer(Schema schema) {
        LayoutProvider container = Layouts.of(Layout.CONTAINER);
        Map<String, ColumnCodec> codecs = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            container.defaultCodec(field).ifPresent(codec -> codecs.put(field.name(), codec));
        }
        return codecs;
    }

    /** Those of a layout, at another zstd level. */
    static Map<String, ColumnCodec> atLevel(int level, Layout layout, Schema schema) {
        return switch (layout) {
            case DIRECTORY -> ofDirectory(level, schema);
            case CONTAINER, VIRTUAL -> {
                Map<String, ColumnCodec> codecs = ofContainer(schema);
                codecs.replaceAll((name, codec) -> new ColumnCodec(codec.values(), ByteCodec.zstd(level)));
                yield codecs;
            }
        };
    }

    /** A directory has one form for each type, I8, U8, I64 and U64 being widened. */
    private static Map<String, ColumnCodec> ofDirectory(int level, Schema schema) {
        Map<String, ColumnCodec> codecs = new LinkedHashMap<>();
        for (Field field : schema.datasets()) {
            ValueCodec values = switch (field.type()) {
                case I8, I16, I32 -> ValueCodec.deltaStreamVByte();
                case U8, U16, U32 -> ValueCodec.streamVByte();
                default -> ValueCodec.plain();
            };
            codecs.put(field.name(), new ColumnCodec(values, ByteCodec.zstd(level)));
        }
        return codecs;
    }
}
