package org.szformat.layout;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.schema.Field;

/**
 * Where values of one field of one record lie: a range of bytes of a file, which others can fetch and decode, and where the
 * values are among what is decoded. Records may share a range; long values are in several. Immutable.
 *
 * <pre>{@code
 * file.extents(17, 18, extent -> {
 *     if (extent.field() != null && extent.field().name().equals("raw_signal")) {
 *         System.out.println(extent.file() + " from byte " + extent.offset() + ": " + extent.codec());
 *     }
 * });
 * }</pre>
 *
 * @param file the file that holds the bytes
 * @param field the field, of the schema of what was asked; null when the range holds all of the record
 * @param row the record's row in what was asked
 * @param part the number of the range among those of the record's field, in order, from 0
 * @param offset where the range begins in the file
 * @param length its bytes
 * @param codec how the values became these bytes: the stages of a codec, or what another format calls it
 * @param firstValue the index of the record's first value among those that the range holds; {@link #UNKNOWN} where the
 *     codec tells that
 * @param values how many values of the record the range holds, of strings bytes of UTF-8; {@link #UNKNOWN} where the codec
 *     tells that
 * @param rangeValues how many values the range holds in all, which some codecs must be told; {@link #UNKNOWN} where the
 *     codec tells that
 */
public record Extent(
        Path file,
        @Nullable Field field,
        long row,
        int part,
        long offset,
        long length,
        String codec,
        long firstValue,
        long values,
        long rangeValues) {
    /** Stands for a number that only the bytes themselves tell. */
    public static final long UNKNOWN = -1;
}
