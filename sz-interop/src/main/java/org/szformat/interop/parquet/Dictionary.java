package org.szformat.interop.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The strings that pages of a column refer to, in one row group. Bounded; confined to one thread at a time. */
final class Dictionary {
    /** Bytes of all strings, as plain values: what other writers take for the bound too. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int[] FULL = {};

    private final Map<String, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    /**
     * Adds strings that differ, unless they are here.
     *
     * @return the index of each; nothing at all, and none is added, when there is no room for all
     */
    int[] add(List<String> entries) {
        long bytes = values.size();
        for (String entry : entries) {
            bytes += places.containsKey(entry) ? 0 : PlainText.maxBytes(entry);
        }
        if (bytes > MAX_BYTES) {
            return FULL;
        }
        int[] found = new int[entries.size()];
        for (int i = 0; i < found.length; i++) {
            Integer known = places.putIfAbsent(entries.get(i), places.size());
            if (known == null) {
                found[i] = places.size() - 1;
                PlainText.write(entries.get(i), values);
            } else {
                found[i] = known;
            }
        }
        return found;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** The bits of its highest index. */
    int indexBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(places.size() - 1);
    }

    /** The page that has it. */
    Page toPage(ZstdCompressCtx zstd) throws IOException {
        return Page.ofDictionary(values.toByteArray(), places.size(), zstd);
    }
}
