package org.szformat.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps blocks of files: those used last in memory, and those used before on disk, where there is some. Thread-safe. */
final class BlockCache {
    /** What a block takes in memory besides its bytes, roughly. */
    private static final int FOOTPRINT = 150;

    private final long maxBytes;
    private final @Nullable DiskBlocks disk;
    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** A block of a file. */
    record Key(long file, long block) {}

    BlockCache(HttpOptions options) {
        this.maxBytes = options.memoryBytes();
        this.disk = options.diskBytes() < options.blockBytes()
                ? null
                : new DiskBlocks(options.diskBytes(), options.blockBytes());
    }

    /** A block, which is not to be modified, if it is kept. */
    byte @Nullable [] get(Key key) {
        synchronized (blocks) {
            byte[] block = blocks.get(key);
            if (block != null) {
                return block;
            }
        }
        byte[] block = disk == null ? null : disk.get(key);
        if (block != null) {
            put(key, block);
        }
        return block;
    }

    void put(Key key, byte[] block) {
        List<Map.Entry<Key, byte[]>> evicted = new ArrayList<>();
        synchronized (blocks) {
            byte[] before = blocks.put(key, block);
            bytes += before == null ? FOOTPRINT + block.length : block.length - before.length;
            Iterator<Map.Entry<Key, byte[]>> oldest = blocks.entrySet().iterator();
            while (bytes > maxBytes && oldest.hasNext()) {
                Map.Entry<Key, byte[]> entry = oldest.next();
                bytes -= FOOTPRINT + entry.getValue().length;
                evicted.add(Map.entry(entry.getKey(), entry.getValue()));
                oldest.remove();
            }
        }
        if (disk != null) {
            evicted.forEach(entry -> disk.put(entry.getKey(), entry.getValue()));
        }
    }
}
