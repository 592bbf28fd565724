package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.Encoding;

/** Strings of a page that repeat: each once, and which of them the values are. */
final class TextPage implements EncodedPage {
    private final byte[] levels;
    private final int count;
    private final List<String> entries;
    private final int[] indices;
    private final long footprint;

    /**
     * Strings of a page.
     *
     * @param count the number of values, nulls counted
     * @param entries the strings
     * @param indices which of them the values are that are there
     * @param entryBytes bytes of the entries as plain values
     */
    TextPage(byte[] levels, int count, List<String> entries, int[] indices, long entryBytes) {
        this.levels = levels;
        this.count = count;
        this.entries = entries;
        this.indices = indices;
        this.footprint = levels.length + entryBytes + (long) Integer.BYTES * indices.length;
    }

    @Override
    public long footprint() {
        return footprint;
    }

    /** The page as indices of the strings in a dictionary, or the strings themselves where that is full. */
    Page settle(Dictionary dictionary, ZstdCompressCtx zstd) throws IOException {
        int[] places = dictionary.add(entries);
        if (places.length == 0) {
            return plain(zstd);
        }
        int[] inDictionary = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            inDictionary[i] = places[indices[i]];
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Indices.write(inDictionary, dictionary.indexBits(), body);
        return page(body, Encoding.RLE_DICTIONARY, zstd);
    }

    /** The page as the strings themselves. */
    Page plain(ZstdCompressCtx zstd) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int index : indices) {
            PlainText.write(entries.get(index), body);
        }
        return page(body, Encoding.PLAIN, zstd);
    }

    private Page page(ByteArrayOutputStream body, Encoding encoding, ZstdCompressCtx zstd) throws IOException {
        byte[] bytes = body.toByteArray();
        return Page.ofValues(levels, bytes, bytes.length, count, encoding, zstd);
    }
}
