package org.szformat.interop.convert;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many of any number of IDs were there before, by their 64-bit hashes, in 8 MiB of memory: what does not fit is
 * sorted and goes to temporary files. Two different IDs have the same hash once in 10<sup>19</sup> pairs. Confined to one
 * thread.
 */
final class DuplicateIds implements Closeable {
    private static final int CAPACITY = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 13;

    private final int capacity;
    private final @Nullable Path folder;
    private final List<Path> runs = new ArrayList<>();
    private long[] hashes = new long[1024];
    private int size;

    /**
     * Nothing counted yet.
     *
     * @param folder where temporary files go; the system's place for them when none is given
     */
    DuplicateIds(@Nullable Path folder) {
        this(folder, CAPACITY);
    }

    /** With another bound, for tests. */
    DuplicateIds(@Nullable Path folder, int capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    /** A hash of an ID. */
    static long hash(String id) {
        long hash = id.length();
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    void add(long hash) throws IOException {
        if (size == hashes.length) {
            if (size >= capacity) {
                spill();
            } else {
                hashes = Arrays.copyOf(hashes, Math.min(capacity, 2 * size));
            }
        }
        hashes[size++] = hash;
    }

    private void spill() throws IOException {
        Arrays.sort(hashes, 0, size);
        Path run = folder == null
                ? Files.createTempFile("sz-ids-", ".tmp")
                : Files.createTempFile(folder, "sz-ids-", ".tmp");
        run.toFile().deleteOnExit();
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), BUFFER_BYTES))) {
            for (int i = 0; i < size; i++) {
                out.writeLong(hashes[i]);
            }
        }
        size = 0;
    }

    /** How many of the IDs were there before; nothing can be added then. */
    long count() throws IOException {
        if (runs.isEmpty()) {
            Arrays.sort(hashes, 0, size);
            long repeated = 0;
            for (int i = 1; i < size; i++) {
                repeated += hashes[i] == hashes[i - 1] ? 1 : 0;
            }
            return repeated;
        }
        spill();
        return countMerged();
    }

    private long countMerged() throws IOException {
        PriorityQueue<Run> heads = new PriorityQueue<>(Comparator.comparingLong(Run::head));
        List<Run> open = new ArrayList<>();
        try {
            for (Path path : runs) {
                Run run = new Run(path);
                open.add(run);
                if (run.advance()) {
                    heads.add(run);
                }
            }
            long repeated = 0;
            long last = 0;
            boolean isFirst = true;
            for (Run least = heads.poll(); least != null; least = heads.poll()) {
                repeated += !isFirst && least.head() == last ? 1 : 0;
                last = least.head();
                isFirst = false;
                if (least.advance()) {
                    heads.add(least);
                }
            }
            return repeated;
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
        runs.clear();
    }

    /** Sorted hashes in a file. */
    private static final class Run implements Closeable {
        private final DataInputStream in;
        private long head;

        Run(Path path) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
        }

        long head() {
            return head;
        }

        boolean advance() throws IOException {
            try {
                head = in.readLong();
                return true;
            } catch (EOFException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
