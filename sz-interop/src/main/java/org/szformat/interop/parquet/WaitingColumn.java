package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;

/** A column's pages of the row group that is being collected, and their dictionary. Confined to one thread at a time. */
final class WaitingColumn {
    private final ParquetColumn column;
    private final List<Page> pages = new ArrayList<>();
    private Dictionary dictionary = new Dictionary();
    private long bytes;

    WaitingColumn(ParquetColumn column) {
        this.column = column;
    }

    void add(EncodedPage encoded, ZstdCompressCtx zstd) throws IOException {
        Page page = encoded instanceof TextPage text ? text.settle(dictionary, zstd) : (Page) encoded;
        pages.add(page);
        bytes += page.length();
    }

    /** Bytes of its pages. */
    long bytes() {
        return bytes;
    }

    /** Writes dictionary and pages, and begins anew. */
    ColumnMetaData writeTo(OutputStream out, long position, ZstdCompressCtx zstd) throws IOException {
        long start = position;
        long end = position;
        long raw = 0;
        long values = 0;
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN, Encoding.RLE));
        boolean hasDictionary = !dictionary.isEmpty();
        if (hasDictionary) {
            encodings.add(Encoding.RLE_DICTIONARY);
            Page page = dictionary.toPage(zstd);
            page.writeTo(out);
            start += page.length();
            end = start;
            raw += page.rawLength();
        }
        for (Page page : pages) {
            page.writeTo(out);
            end += page.length();
            raw += page.rawLength();
            values += page.values();
        }
        ColumnMetaData written = new ColumnMetaData(
                column.type(), encodings, column.path(), CompressionCodec.ZSTD, values, raw, end - position, start);
        if (hasDictionary) {
            written.setDictionary_page_offset(position);
        }
        pages.clear();
        dictionary = new Dictionary();
        bytes = 0;
        return written;
    }
}
