package org.szformat.directory;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Turns frames of one file's datasets into values. Confined to one thread at a time. */
final class DatasetDecoder implements Closeable {
    /** Larger ones are not kept for the next read. */
    private static final int MAX_KEPT = 16 << 20;

    private final List<ColumnDecoder<?>> decoders;
    private final long maxValueBytes;
    private byte[] buffer = new byte[1 << 16];

    DatasetDecoder(Schema schema, long maxValueBytes) {
        this.maxValueBytes = maxValueBytes;
        // zstd's level does not matter for decoding.
        this.decoders = schema.datasets().stream()
                .<ColumnDecoder<?>>map(
                        field -> PyszRules.defaultCodec(field.type()).newDecoder(field.type()))
                .toList();
    }

    /** Room for bytes read from {@code dat}, whose content is that of the last read. */
    byte[] buffer(int length) {
        if (length > MAX_KEPT) {
            return new byte[length];
        }
        if (buffer.length < length) {
            buffer = new byte[length];
        }
        return buffer;
    }

    Object decode(int dataset, Field field, byte[] bytes, int from, int to, int count) throws CorruptDataException {
        ColumnDecoder<?> decoder = decoders.get(dataset);
        if (count != RecordLocations.NO_COUNT) {
            return decoder.decode(bytes, from, to, count, maxValueBytes);
        }
        Object values = decoder.decodeAll(bytes, from, to, maxValueBytes);
        return field.isText() ? text((byte[]) values) : values;
    }

    private static String text(byte[] utf8) throws CorruptDataException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            } catch (CharacterCodingException e) {
                throw new CorruptDataException("text", 0, "bytes that are not UTF-8", "UTF-8");
            }
        }
        return text;
    }

    @Override
    public void close() {
        decoders.forEach(ColumnDecoder::close);
    }
}
