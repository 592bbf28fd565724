package org.szformat.interop.slow5;

import java.util.Arrays;

/**
 * The IDs seen so far, to find those that come again. Of each it keeps a hash of 64 bits, and of no more than
 * {@value #MAX_IDS} IDs, so memory is bounded: 16 to 32 bytes an ID, and a quarter of a GiB in all. Two of ten million
 * IDs that differ are taken for the same with a probability of 3 in a million.
 *
 * <p>Safe for use by many threads.
 */
final class IdSet {
    static final int MAX_IDS = 1 << 24;

    private static final int STRIPES = 64;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private final Stripe[] stripes = new Stripe[STRIPES];

    IdSet() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Adds an ID; false when it was there already. */
    boolean add(String id) {
        long hash = hash(id);
        return stripes[(int) (hash >>> 58)].add(hash == 0 ? 1 : hash);
    }

    /** Whether there were so many IDs that some were not looked at. */
    boolean isFull() {
        return Arrays.stream(stripes).anyMatch(Stripe::isFull);
    }

    /** FNV-1a over chars, its bits then mixed. */
    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ hash >>> 33;
    }

    /** A hash table with open addressing; 0 is no hash. */
    private static final class Stripe {
        private static final int MAX_HASHES = MAX_IDS / STRIPES;

        private long[] slots = new long[16];
        private int size;

        synchronized boolean isFull() {
            return size == MAX_HASHES;
        }

        synchronized boolean add(long hash) {
            int at = slotOf(hash);
            if (slots[at] == hash) {
                return false;
            }
            if (size < MAX_HASHES) {
                slots[at] = hash;
                size++;
                if (2 * size > slots.length) {
                    grow();
                }
            }
            return true;
        }

        private int slotOf(long hash) {
            int mask = slots.length - 1;
            int at = (int) hash & mask;
            while (slots[at] != 0 && slots[at] != hash) {
                at = at + 1 & mask;
            }
            return at;
        }

        private void grow() {
            long[] old = slots;
            slots = new long[2 * old.length];
            for (long hash : old) {
                if (hash != 0) {
                    slots[slotOf(hash)] = hash;
                }
            }
        }
    }
}
