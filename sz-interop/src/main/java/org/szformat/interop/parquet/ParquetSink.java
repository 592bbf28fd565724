package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.szformat.exchange.RecordSink;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Writes a Parquet file: pages are encoded by many threads, and collected until they make a row group. */
final class ParquetSink implements RecordSink {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final String HEADER = "sz:header";
    private static final String CREATED_BY = "SZ for Java";
    private static final int FORMAT_VERSION = 1;
    private static final int ZSTD_LEVEL = 3;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Bytes of values after which a page ends. */
    private static final int PAGE_BYTES = 1 << 20;

    /** Bytes of compressed pages after which a row group ends: what is held in memory. */
    private static final long GROUP_BYTES = 64L << 20;

    /** Rows after which a row group ends. */
    private static final long GROUP_ROWS = 1L << 20;

    private final OutputStream out;
    private final Header header;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private final List<WaitingColumn> waiting = new ArrayList<>();
    private long waitingRows;
    private long position;

    /**
     * Pages of some records.
     *
     * @param pages those of each column
     * @param rows the number of records
     * @param footprint bytes of all pages
     */
    private record Encoded(List<List<EncodedPage>> pages, long rows, long footprint) implements RecordSink.Encoded {}

    private ParquetSink(OutputStream out, Schema schema, Header header) throws IOException {
        this.out = out;
        this.header = header;
        for (Field field : schema.fields()) {
            ParquetColumn column = new ParquetColumn(field, schema.isKey(field));
            columns.add(column);
            waiting.add(new WaitingColumn(column));
        }
        write(MAGIC);
    }

    static ParquetSink create(Path path, Schema schema, Header header) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
        try {
            return new ParquetSink(out, schema, header);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public Encoded encode(List<Record> records) throws IOException {
        List<List<EncodedPage>> pages = new ArrayList<>();
        long footprint = 1;
        try (ZstdCompressCtx zstd = newCompressor()) {
            for (ParquetColumn column : columns) {
                List<EncodedPage> own = pages(column, records, zstd);
                for (EncodedPage page : own) {
                    footprint += page.footprint();
                }
                pages.add(own);
            }
        }
        return new Encoded(pages, records.size(), footprint);
    }

    private static List<EncodedPage> pages(ParquetColumn column, List<Record> records, ZstdCompressCtx zstd)
            throws IOException {
        List<EncodedPage> pages = new ArrayList<>();
        PageBuilder page = new PageBuilder(column);
        for (Record record : records) {
            page.add(record);
            if (page.bytes() >= PAGE_BYTES) {
                pages.add(page.finish(zstd));
                page = new PageBuilder(column);
            }
        }
        if (!page.isEmpty()) {
            pages.add(page.finish(zstd));
        }
        return pages;
    }

    @Override
    public void append(RecordSink.Encoded encoded) throws IOException {
        Encoded added = (Encoded) encoded;
        if (added.rows() == 0) {
            return;
        }
        long bytes = 0;
        try (ZstdCompressCtx zstd = newCompressor()) {
            for (int i = 0; i < columns.size(); i++) {
                for (EncodedPage page : added.pages().get(i)) {
                    waiting.get(i).add(page, zstd);
                }
                bytes += waiting.get(i).bytes();
            }
        }
        waitingRows += added.rows();
        if (bytes >= GROUP_BYTES || waitingRows >= GROUP_ROWS) {
            writeGroup();
        }
    }

    private void writeGroup() throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long start = position;
        long raw = 0;
        try (ZstdCompressCtx zstd = newCompressor()) {
            for (WaitingColumn column : waiting) {
                ColumnMetaData chunk = column.writeTo(out, position, zstd);
                position += chunk.getTotal_compressed_size();
                raw += chunk.getTotal_uncompressed_size();
                ColumnChunk entry = new ColumnChunk(0);
                entry.setMeta_data(chunk);
                chunks.add(entry);
            }
        }
        RowGroup group = new RowGroup(chunks, raw, waitingRows);
        group.setFile_offset(start);
        group.setTotal_compressed_size(position - start);
        groups.add(group);
        waitingRows = 0;
    }

    private static ZstdCompressCtx newCompressor() {
        return new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    }

    @Override
    public void finish() throws IOException {
        if (waitingRows > 0) {
            writeGroup();
        }
        SchemaElement root = new SchemaElement("record");
        root.setNum_children(columns.size());
        List<SchemaElement> schema = new ArrayList<>(List.of(root));
        columns.forEach(column -> schema.addAll(column.elements()));
        long rows = groups.stream().mapToLong(RowGroup::getNum_rows).sum();
        FileMetaData metadata = new FileMetaData(FORMAT_VERSION, schema, rows, groups);
        KeyValue said = new KeyValue(HEADER);
        said.setValue(header.toString());
        metadata.setKey_value_metadata(List.of(said));
        metadata.setCreated_by(CREATED_BY);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, footer);
        write(footer.toByteArray());
        write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.size())
                .array());
        write(MAGIC);
        out.flush();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
