package org.szformat.virtual;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.szformat.container.AttachingWriter;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.EncodedChunk;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.threads.DaemonPool;

/**
 * Puts rows and members into a manifest, in order. Rows are encoded by other threads; where chunks and pages end follows
 * from rows and members alone, so that the file does not depend on these. Confined to one thread.
 */
final class ManifestWriter implements Closeable {
    /** At the end of a member a chunk ends that has so many rows. */
    private static final int LEAST_ROWS = 1000;

    private static final int MOST_ROWS = 1 << 14;

    /** A page ends when its text may have so many bytes. */
    private static final int PAGE_BYTES = 1 << 17;

    private static final int MEMBER_BYTES = 200;
    private static final int CHUNK_BYTES = 20;

    private final AttachingWriter writer;
    private final DaemonPool workers;
    private final int ahead;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Collection<ChunkEncoder> allEncoders = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ChunkEncoder> idleEncoders = new ConcurrentLinkedQueue<>();
    private final List<MemberPage.Place> places;
    private List<Record> rows = new ArrayList<>();
    private long rowBytes;
    private List<MemberEntry> members;
    private long pageBytes;

    /** Something that is written in its turn. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Goes on with a manifest.
     *
     * @param places the pages that it has and keeps
     * @param members members behind those, whose page is written anew
     * @param workers who encode
     * @param ahead how many chunks may wait for them
     */
    ManifestWriter(
            AttachingWriter writer,
            List<MemberPage.Place> places,
            List<MemberEntry> members,
            DaemonPool workers,
            int ahead) {
        this.writer = writer;
        this.places = new ArrayList<>(places);
        this.members = new ArrayList<>();
        this.workers = workers;
        this.ahead = ahead;
        members.forEach(this::note);
    }

    void add(List<Record> more) throws IOException, InterruptedException {
        for (Record row : more) {
            rows.add(row);
            rowBytes += row.valueBytes();
            if (rows.size() == MOST_ROWS || rowBytes >= writer.targetChunkBytes()) {
                endChunk();
            }
        }
    }

    void add(MemberEntry member) throws IOException, InterruptedException {
        if (rows.size() >= LEAST_ROWS) {
            endChunk();
        }
        note(member);
        if (members.size() == MemberPage.MAX_MEMBERS || pageBytes >= PAGE_BYTES) {
            endPage();
        }
    }

    private void note(MemberEntry member) {
        members.add(member);
        pageBytes += MEMBER_BYTES + member.location().length() + (long) CHUNK_BYTES * member.chunks();
    }

    private void endChunk() throws IOException, InterruptedException {
        List<Record> full = rows;
        rows = new ArrayList<>();
        rowBytes = 0;
        Future<EncodedChunk> encoding = workers.submit(() -> encode(full));
        then(() -> writer.write(DaemonPool.result(encoding)));
    }

    private void endPage() throws IOException, InterruptedException {
        List<MemberEntry> full = members;
        members = new ArrayList<>();
        pageBytes = 0;
        then(() -> {
            MemberPage.Place last = places.isEmpty() ? null : places.get(places.size() - 1);
            long offset = writer.attach(MemberPage.KIND, MemberPage.toBytes(full));
            places.add(
                    last == null
                            ? MemberPage.Place.of(offset, full, 0, 0, 0)
                            : MemberPage.Place.of(offset, full, last.endMember(), last.endRow(), last.endChunk()));
        });
    }

    private void then(Step step) throws IOException, InterruptedException {
        steps.add(step);
        while (steps.size() > ahead) {
            steps.remove().run();
        }
    }

    private EncodedChunk encode(List<Record> records) throws IOException {
        ChunkEncoder encoder = idleEncoders.poll();
        if (encoder == null) {
            encoder = writer.newEncoder();
            allEncoders.add(encoder);
        }
        EncodedChunk encoded = encoder.encode(records);
        idleEncoders.add(encoder);
        return encoded;
    }

    /** Writes what is left, and what leads to all of it. */
    List<MemberPage.Place> finish(Header header) throws IOException, InterruptedException {
        if (!rows.isEmpty()) {
            endChunk();
        }
        if (!members.isEmpty()) {
            endPage();
        }
        while (!steps.isEmpty()) {
            steps.remove().run();
        }
        writer.finish(header.with(MemberTable.KEY, MemberTable.toJson(places)));
        return places;
    }

    /** Releases the encoders; nobody encodes any more. */
    @Override
    public void close() {
        allEncoders.forEach(ChunkEncoder::close);
    }
}
