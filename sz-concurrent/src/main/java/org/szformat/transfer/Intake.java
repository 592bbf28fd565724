package org.szformat.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Schema;

/** The chunks of all sources in order. A source is open from when its turn comes until its last chunk has been read. */
public final class Intake implements Closeable {
    /**
     * A chunk, whose source stays open until it is {@link #done}.
     *
     * @param source the source
     * @param chunk the chunk
     * @param rowsBefore how many records the sources before it have
     * @param decisions what becomes of its records; null when all of them stay as they are
     */
    public record Piece(
            OpenSource source,
            Chunk chunk,
            long rowsBefore,
            @Nullable ChunkDecisions decisions) {
        /** Reads what is wanted of it. */
        public Loaded load(Tally tally) throws IOException {
            long begin = System.nanoTime();
            Loaded loaded = source.load(chunk);
            tally.addLoadNanos(System.nanoTime() - begin);
            return decisions == null ? loaded : decisions.applied(loaded, chunk.firstRow());
        }

        /** Reads some rows of it. */
        public Loaded load(long[] rows, Tally tally) throws IOException {
            long begin = System.nanoTime();
            Loaded loaded = source.load(chunk, rows);
            tally.addLoadNanos(System.nanoTime() - begin);
            return decisions == null ? loaded : decisions.applied(loaded, chunk.firstRow());
        }

        public void done() throws IOException {
            source.release();
        }
    }

    private final Settings settings;
    private final Plan plan;
    private final Schema all;
    private final RowDecisions.Cursor decisions;
    private final Iterator<Path> paths;
    private final Iterator<Long> records;
    private final List<OpenSource> opened = new ArrayList<>();
    private @Nullable OpenSource current;
    private Iterator<Chunk> chunks = Collections.emptyIterator();
    private long rowsBefore;
    private long rows;

    public Intake(Settings settings, Plan plan, Sources sources) throws IOException {
        this.settings = settings;
        this.plan = plan;
        this.all = sources.schema();
        this.decisions = plan.decisions().cursor();
        this.paths = sources.paths().iterator();
        this.records = sources.records().iterator();
    }

    /** The next chunk, or null when there is none. */
    @Nullable
    public Piece next() throws IOException {
        while (!chunks.hasNext()) {
            if (!advance()) {
                return null;
            }
        }
        OpenSource source = current;
        if (source == null) {
            return null;
        }
        Chunk chunk = chunks.next();
        ChunkDecisions some = decisions.of(rowsBefore + chunk.firstRow(), chunk.records());
        return new Piece(source.retain(), chunk, rowsBefore, some);
    }

    private boolean advance() throws IOException {
        OpenSource last = current;
        if (last != null) {
            rowsBefore += rows;
            current = null;
            last.release();
        }
        if (!paths.hasNext()) {
            return false;
        }
        OpenSource source = OpenSource.open(paths.next(), settings, plan, all, rowsBefore);
        opened.removeIf(OpenSource::isReleased);
        opened.add(source);
        current = source;
        rows = records.next();
        chunks = chunks(source.file()).iterator();
        return true;
    }

    /** The chunks that were there when the sources were looked at; a source may have been written on since. */
    private List<Chunk> chunks(RecordFile file) throws IOException {
        List<Chunk> all = file.chunks();
        int count = all.size();
        while (count > 0 && all.get(count - 1).firstRow() >= rows) {
            count--;
        }
        Chunk last = count == 0 ? null : all.get(count - 1);
        if ((last == null ? 0 : last.firstRow() + last.records()) != rows) {
            throw new IOException(file.path() + ": had " + rows + " records and now has " + file.size()
                    + ", in other chunks; it was written meanwhile");
        }
        return all.subList(0, count);
    }

    /** Closes what is open; nobody may read any more. */
    @Override
    public void close() throws IOException {
        for (OpenSource source : opened) {
            source.close();
        }
    }
}
