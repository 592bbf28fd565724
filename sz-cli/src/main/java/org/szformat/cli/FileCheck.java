package org.szformat.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.szformat.SzFormatException;
import org.szformat.cli.term.Progress;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** Decodes every record of a file and names those that are damaged, whatever lies before them. */
final class FileCheck {
    private final RecordFile file;
    private final ExecutorService workers;
    private final int threads;

    FileCheck(RecordFile file, ExecutorService workers, int threads) {
        this.file = file;
        this.workers = workers;
        this.threads = threads;
    }

    /** What is wrong, in the order of the records: a message for each that is damaged. */
    List<String> damagedRecords(Progress progress) throws IOException, InterruptedException {
        List<String> damaged = new ArrayList<>();
        Deque<Future<List<String>>> running = new ArrayDeque<>();
        try {
            for (Chunk chunk : file.chunks()) {
                if (running.size() > threads) {
                    damaged.addAll(result(running.remove()));
                }
                running.add(workers.submit(() -> check(chunk)));
                progress.step(chunk.records());
            }
            while (!running.isEmpty()) {
                damaged.addAll(result(running.remove()));
            }
        } finally {
            running.forEach(task -> task.cancel(false));
        }
        return damaged;
    }

    private List<String> check(Chunk chunk) throws IOException {
        Projection everything = Projection.all(file.schema());
        try {
            file.read(chunk, everything);
            return List.of();
        } catch (SzFormatException e) {
            List<String> damaged = new ArrayList<>();
            for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
                try {
                    Record unused = file.read(row, everything);
                } catch (SzFormatException fault) {
                    damaged.add(FailureMessage.of(fault));
                }
            }
            return damaged.isEmpty() ? List.of(FailureMessage.of(e)) : damaged;
        }
    }

    private static List<String> result(Future<List<String>> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            } else if (cause instanceof OutOfMemoryError outOfMemory) {
                throw outOfMemory;
            }
            throw new IllegalStateException(cause);
        }
    }
}
