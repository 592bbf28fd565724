package org.szformat.concurrent;

import java.util.ArrayList;
import java.util.List;
import org.szformat.record.Record;

/**
 * Gathers records into chunks, in the order of admission. A chunk is sealed before the record that would make it larger
 * than chunks should be, by a flush, and by the end; so where chunks begin depends on the puts and flushes alone.
 * Confined to its thread.
 */
final class Assembler implements Runnable {
    private final Pipeline pipeline;
    private final long chunkBytes;
    private List<Record> open = new ArrayList<>();
    private long openWeight;
    private int openPermits;

    Assembler(Pipeline pipeline, long chunkBytes) {
        this.pipeline = pipeline;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = accept(pipeline.takeEntry());
            }
        } catch (Throwable e) {
            pipeline.fail(e);
        }
    }

    private boolean accept(Entry entry) {
        if (entry instanceof RecordGroup group) {
            return add(group);
        }
        if (entry instanceof Entry.Flush flush) {
            seal();
            pipeline.append(flush);
            return true;
        }
        if (entry instanceof Entry.Finish finish) {
            seal();
            pipeline.append(finish);
        }
        return false;
    }

    private boolean add(RecordGroup group) {
        for (int i = 0; i < group.size(); i++) {
            long weight = group.weight(i);
            if (!open.isEmpty() && weight > chunkBytes - openWeight) {
                seal();
            }
            if (open.isEmpty()) {
                openPermits = pipeline.takePermits(weight);
                if (openPermits == 0) {
                    return false;
                }
            }
            open.add(group.take(i));
            openWeight += weight;
            pipeline.joined(weight);
        }
        return true;
    }

    private void seal() {
        if (!open.isEmpty()) {
            ChunkJob job = new ChunkJob(open, openPermits, openWeight);
            open = new ArrayList<>();
            openWeight = 0;
            pipeline.seal(job);
        }
    }
}
