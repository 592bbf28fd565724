package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** A page, ready to be written. Immutable. */
final class Page implements EncodedPage {
    private final byte[] header;
    private final byte[] body;
    private final int rawLength;
    private final int values;

    private Page(PageHeader header, byte[] body, int rawLength, int values) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Util.writePageHeader(header, head);
        this.header = head.toByteArray();
        this.body = body;
        this.rawLength = rawLength;
        this.values = values;
    }

    /**
     * A page of values.
     *
     * @param levels their levels
     * @param values an array that begins with the encoded values
     * @param length the bytes of these
     * @param count the number of values, nulls and empty lists counted as one each
     * @param encoding how they are encoded
     */
    static Page ofValues(byte[] levels, byte[] values, int length, int count, Encoding encoding, ZstdCompressCtx zstd)
            throws IOException {
        byte[] raw = new byte[Math.addExact(levels.length, length)];
        System.arraycopy(levels, 0, raw, 0, levels.length);
        System.arraycopy(values, 0, raw, levels.length, length);
        byte[] compressed = zstd.compress(raw);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, raw.length, compressed.length);
        header.setData_page_header(new DataPageHeader(count, encoding, Encoding.RLE, Encoding.RLE));
        return new Page(header, compressed, raw.length, count);
    }

    /**
     * A page of what pages of indices refer to.
     *
     * @param entries the entries as plain values
     * @param count the number of entries
     */
    static Page ofDictionary(byte[] entries, int count, ZstdCompressCtx zstd) throws IOException {
        byte[] compressed = zstd.compress(entries);
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, entries.length, compressed.length);
        header.setDictionary_page_header(new DictionaryPageHeader(count, Encoding.PLAIN));
        return new Page(header, compressed, entries.length, 0);
    }

    /** Bytes of header and body. */
    long length() {
        return (long) header.length + body.length;
    }

    @Override
    public long footprint() {
        return length();
    }

    /** Bytes of header and uncompressed body. */
    long rawLength() {
        return (long) header.length + rawLength;
    }

    /** The number of values, nulls and empty lists counted as one each; none of a dictionary. */
    int values() {
        return values;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(header);
        out.write(body);
    }
}
