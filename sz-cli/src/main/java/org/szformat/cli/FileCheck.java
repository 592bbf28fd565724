package org.szformat.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.szformat.SzFormatException;
import org.szformat.cli.term.Progress;
import org.szformat.interop.sz.LostRows;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/** Decodes every record of a file, whatever lies before it, and says which fields of which records are damaged. */
final class FileCheck {
    private final RecordFile file;
    private final ExecutorService workers;
    private final int threads;

    FileCheck(RecordFile file, ExecutorService workers, int threads) {
        this.file = file;
        this.workers = workers;
        this.threads = threads;
    }

    /**
     * What was found.
     *
     * @param records how many records are damaged
     * @param damages what is damaged of them, in the order of the records
     */
    record Finding(long records, List<LostRows> damages) {
        static final Finding NONE = new Finding(0, List.of());

        Finding and(Finding next) {
            List<LostRows> all = new ArrayList<>(damages);
            all.addAll(next.damages);
            return new Finding(records + next.records, all);
        }
    }

    /** Decodes all records. */
    Finding decode(Progress progress) throws IOException, InterruptedException {
        return forEachChunk(progress, this::decode);
    }

    /** Reads only what the chunks say of themselves, where the layout has such a thing. */
    Finding readHeads(Progress progress) throws IOException, InterruptedException {
        return forEachChunk(progress, chunk -> {
            try {
                file.statistics(chunk);
                return Finding.NONE;
            } catch (SzFormatException e) {
                return whole(chunk, e);
            }
        });
    }

    /** How a chunk is checked. */
    private interface Check {
        Finding of(Chunk chunk) throws IOException;
    }

    private Finding forEachChunk(Progress progress, Check check) throws IOException, InterruptedException {
        Finding finding = Finding.NONE;
        Deque<Future<Finding>> running = new ArrayDeque<>();
        try {
            for (Chunk chunk : file.chunks()) {
                if (running.size() > threads) {
                    finding = join(finding, running.remove());
                }
                Callable<Finding> task = () -> check.of(chunk);
                running.add(workers.submit(task));
                progress.step(chunk.records());
            }
            while (!running.isEmpty()) {
                finding = join(finding, running.remove());
            }
        } finally {
            running.forEach(task -> task.cancel(false));
        }
        return finding;
    }

    private static Finding join(Finding before, Future<Finding> task) throws IOException, InterruptedException {
        Finding next = Tasks.result(task);
        return next.damages.isEmpty() ? before : before.and(next);
    }

    private Finding decode(Chunk chunk) throws IOException {
        try {
            file.read(chunk, Projection.all(file.schema()));
            return Finding.NONE;
        } catch (SzFormatException e) {
            return find(chunk);
        }
    }

    private Finding find(Chunk chunk) throws IOException {
        try {
            file.statistics(chunk);
        } catch (SzFormatException e) {
            return whole(chunk, e);
        }
        List<LostRows> damages = new ArrayList<>();
        Set<Long> rows = new TreeSet<>();
        for (Field field : file.schema().fields()) {
            damages.addAll(LostRows.joined(find(chunk, field, rows)));
        }
        damages.sort(Comparator.comparingLong(LostRows::firstRow));
        return new Finding(rows.size(), damages);
    }

    private List<LostRows> find(Chunk chunk, Field field, Set<Long> rows) throws IOException {
        Projection alone = Projection.of(file.schema(), Set.of(field.name()));
        List<LostRows> damages = new ArrayList<>();
        try {
            file.read(chunk, alone);
        } catch (SzFormatException e) {
            for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
                try {
                    Record unused = file.read(row, alone);
                } catch (SzFormatException fault) {
                    damages.add(LostRows.of(file, row, field.name(), fault));
                    rows.add(row);
                }
            }
        }
        return damages;
    }

    private Finding whole(Chunk chunk, SzFormatException fault) {
        long last = chunk.firstRow() + chunk.records() - 1;
        String key = file.schema().key().map(Field::name).orElse(null);
        return new Finding(
                chunk.records(),
                List.of(new LostRows(chunk.firstRow(), last, key, null, null, null, LostRows.fault(fault))));
    }
}
