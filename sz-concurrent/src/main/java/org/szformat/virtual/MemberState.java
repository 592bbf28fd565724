package org.szformat.virtual;

import java.io.IOException;
import java.lang.ref.SoftReference;
import org.szformat.index.IndexTable;

/** What is known of a manifest's members at one time. Safe for use by many threads. */
final class MemberState {
    private final MemberTable table;
    private volatile SoftReference<ChunkList> chunks = new SoftReference<>(null);
    private volatile SoftReference<IndexTable> index = new SoftReference<>(null);

    MemberState(MemberTable table) {
        this.table = table;
    }

    MemberTable table() {
        return table;
    }

    ChunkList chunks() throws IOException {
        ChunkList known = chunks.get();
        if (known == null) {
            known = ChunkList.of(table);
            chunks = new SoftReference<>(known);
        }
        return known;
    }

    /** The attributes of the members' records, which are the first of those rows. */
    IndexTable index(ManifestRows rows) throws IOException {
        IndexTable known = index.get();
        if (known == null) {
            known = rows.index(table.rows());
            index = new SoftReference<>(known);
        }
        return known;
    }
}
