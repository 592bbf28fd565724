package org.szformat.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnEncoder;
import org.szformat.layout.ChunkEncoder;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Turns records into frames and cells. */
final class DirectoryEncoder implements ChunkEncoder {
    private final Widener widener;
    private final Schema schema;
    private final List<ColumnEncoder<?>> encoders;
    private final ByteArrayBuilder dat = new ByteArrayBuilder(1 << 16);
    private final ByteArrayBuilder cells = new ByteArrayBuilder(1 << 12);

    DirectoryEncoder(Widener widener, Map<String, ColumnCodec> codecs) {
        this.widener = widener;
        this.schema = widener.target();
        this.encoders = schema.datasets().stream()
                .<ColumnEncoder<?>>map(field -> codecs.getOrDefault(field.name(), PyszRules.defaultCodec(field.type()))
                        .newEncoder(field.type()))
                .toList();
    }

    @Override
    public EncodedRecords encode(List<Record> records) {
        dat.clear();
        cells.clear();
        int[] datEnds = new int[records.size()];
        int[] cellEnds = new int[records.size()];
        for (int i = 0; i < datEnds.length; i++) {
            encode(widener.widen(records.get(i)));
            datEnds[i] = dat.length();
            cellEnds[i] = cells.length();
        }
        return new EncodedRecords(dat.toByteArray(), datEnds, cells.toByteArray(), cellEnds);
    }

    private void encode(Record record) {
        for (Field field : schema.attributes()) {
            addCell(AttributeText.numpy(record, field));
        }
        int first = schema.attributes().size();
        for (Field field : schema.datasets()) {
            ColumnEncoder<?> encoder = encoders.get(field.position() - first);
            Object stored = record.stored(field);
            Object values = stored instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : stored;
            int count = field.isText() ? ((byte[]) values).length : record.length(field);
            int bytes = encoder.appendAny(values, 0, count, dat);
            addCell(bytes + ":" + (PyszRules.isCounted(field.type()) ? Integer.toString(count) : ""));
        }
    }

    private void addCell(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] room = cells.reserve(utf8.length + 1L);
        int at = cells.length();
        room[at] = '\t';
        System.arraycopy(utf8, 0, room, at + 1, utf8.length);
        cells.setLength(at + 1 + utf8.length);
    }

    @Override
    public void close() {
        encoders.forEach(ColumnEncoder::close);
    }
}
