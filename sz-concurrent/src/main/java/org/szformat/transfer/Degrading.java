package org.szformat.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ValueCodec;
import org.szformat.json.JsonValue;
import org.szformat.schema.Field;
import org.szformat.schema.Header;

/** Columns whose lowest bits are dropped: their codecs, and what the header says of them. */
public final class Degrading {
    /** The header key under which the bits that were dropped are, by the names of the columns. */
    static final String KEY = "degraded";

    private static final String STAGE = "degrade(";

    private Degrading() {}

    /**
     * A codec that drops bits and is otherwise as another one. What that drops already stays dropped.
     *
     * @throws IllegalArgumentException when values of the field, or files of the layout, cannot be degraded
     */
    static ColumnCodec codec(Field field, ColumnCodec codec, int bits, Layout layout) {
        if (!field.isDataset() || !field.type().isInteger()) {
            throw new IllegalArgumentException(field + " is no dataset of integers, and only those are degraded");
        }
        if (layout == Layout.DIRECTORY) {
            throw new IllegalArgumentException(
                    field + ": a directory has no codec that degrades; the layout container has");
        }
        ValueCodec values = codec.values();
        int dropped = bits;
        if (values.name().startsWith(STAGE)) {
            int end = values.name().indexOf(')');
            dropped = Math.max(bits, Integer.parseInt(values.name().substring(STAGE.length(), end)));
            String rest = codec.toString();
            values = ColumnCodec.parse(rest.substring(rest.indexOf(',') + 1)).values();
        }
        ColumnCodec degrading = new ColumnCodec(ValueCodec.degrade(dropped, values), codec.bytes());
        if (!degrading.supports(field.type())) {
            throw new IllegalArgumentException(field + ": " + bits + " bits cannot be dropped of it");
        }
        return degrading;
    }

    /** A header that says what is dropped, now or before. */
    public static Header noted(Header header, Map<String, Integer> bits) {
        if (bits.isEmpty()) {
            return header;
        }
        Map<String, JsonValue> all = new LinkedHashMap<>();
        if (header.get(KEY).orElse(null) instanceof JsonValue.Obj before) {
            all.putAll(before.members());
        }
        bits.forEach((column, dropped) -> all.merge(
                column,
                JsonValue.of(dropped),
                (before, now) -> before instanceof JsonValue.Num number && number.toDouble() > dropped ? before : now));
        return header.with(KEY, JsonValue.of(all));
    }
}
