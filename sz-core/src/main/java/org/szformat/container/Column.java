package org.szformat.container;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.codec.ColumnCodec;
import org.szformat.schema.Field;

/**
 * A field and how its values are encoded.
 *
 * @param field the field
 * @param codecText the codec, as the file says it
 * @param knownCodec the codec; null when this version has none of that name for the field's type
 */
record Column(Field field, String codecText, @Nullable ColumnCodec knownCodec) {

    static Column of(Field field, ColumnCodec codec) {
        return new Column(field, codec.toString(), codec);
    }

    static Column parse(Field field, String codecText) {
        ColumnCodec codec = null;
        try {
            ColumnCodec parsed = ColumnCodec.parse(codecText);
            codec = parsed.supports(field.type()) ? parsed : null;
        } catch (IllegalArgumentException e) {
            // Only this column is beyond this version; that is said when it is read.
        }
        return new Column(field, codecText, codec);
    }

    ColumnCodec codec(Path file) throws SzFormatException {
        if (knownCodec == null) {
            throw new SzFormatException(
                    file, field.toString(), "the codec '" + codecText + "'", "a codec that this version has");
        }
        return knownCodec;
    }

    /** Whether each record has a number of values of its own, rather than one. */
    boolean isVariable() {
        return field.isDataset() || field.isText();
    }

    /** Whether chunks have statistics of it. */
    boolean isNumericAttribute() {
        return field.isAttribute() && !field.isText();
    }

    int width() {
        return field.type().width();
    }
}
