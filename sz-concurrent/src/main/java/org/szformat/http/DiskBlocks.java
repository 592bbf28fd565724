package org.szformat.http;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in a temporary file of limited size, which goes with the process; those used last stay. When the disk fails,
 * there are none any more, and what they held is asked for again. Thread-safe.
 */
final class DiskBlocks {
    private final int maxSlots;
    private final int blockBytes;
    private final Map<BlockCache.Key, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable RandomAccessFile file;
    private boolean failed;

    /** Where a block is, and how long. */
    private record Slot(int number, int length) {}

    DiskBlocks(long maxBytes, int blockBytes) {
        this.maxSlots = (int) Math.min(Integer.MAX_VALUE, maxBytes / blockBytes);
        this.blockBytes = blockBytes;
    }

    synchronized byte @Nullable [] get(BlockCache.Key key) {
        Slot slot = slots.get(key);
        if (slot == null || file == null) {
            return null;
        }
        byte[] block = new byte[slot.length()];
        try {
            file.seek((long) slot.number() * blockBytes);
            file.readFully(block);
            return block;
        } catch (IOException e) {
            giveUp();
            return null;
        }
    }

    synchronized void put(BlockCache.Key key, byte[] block) {
        if (failed || slots.containsKey(key)) {
            return;
        }
        int number = slots.size();
        if (number == maxSlots) {
            Iterator<Slot> oldest = slots.values().iterator();
            number = oldest.next().number();
            oldest.remove();
        }
        try {
            RandomAccessFile target = open();
            target.seek((long) number * blockBytes);
            target.write(block);
            slots.put(key, new Slot(number, block.length));
        } catch (IOException e) {
            giveUp();
        }
    }

    /** A {@link RandomAccessFile}, since interrupts do not close it. */
    private RandomAccessFile open() throws IOException {
        RandomAccessFile known = file;
        if (known == null) {
            File temporary = File.createTempFile("sz-http-", ".blocks");
            known = new RandomAccessFile(temporary, "rw");
            file = known;
            // Where open files can be removed, nothing of it is left however the process ends.
            if (!temporary.delete()) {
                temporary.deleteOnExit();
            }
        }
        return known;
    }

    private void giveUp() {
        failed = true;
        slots.clear();
        RandomAccessFile broken = file;
        file = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                return; // There is nothing left to be lost.
            }
        }
    }
}
