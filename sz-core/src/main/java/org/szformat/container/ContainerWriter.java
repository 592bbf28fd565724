package org.szformat.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Layout;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.io.Channels;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.EncodedChunk;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Writes a container from front to back: chunks, now and then a {@link Checkpoint}, and at the end what leads a reader to
 * all of them.
 *
 * <p>Before a checkpoint or a footer is written under {@link Durability#SYNC}, all that it refers to is forced, so that
 * neither ever survives what it stands for.
 */
final class ContainerWriter implements AttachingWriter {
    /**
     * How far apart checkpoints are at most.
     *
     * @param bytes of the file; a chunk of more stands between two alone
     * @param rows of records, likewise
     */
    record CheckpointDistance(long bytes, long rows) {
        static final CheckpointDistance DEFAULT = new CheckpointDistance(64L << 20, 1L << 20);

        /**
         * Of files that are of no use until they are finished, so that checkpoints serve but to bound memory. What they say
         * is said again at the end, and 12 bytes of each record stay behind.
         */
        static final CheckpointDistance RARE = new CheckpointDistance(Long.MAX_VALUE, 2L << 20);
    }

    /** What becomes of the file when the writer gives it up. */
    enum OnAbort {
        DELETE,
        RESTORE,
        KEEP
    }

    private final Path path;
    private final ContainerOutput output;
    private final FileHead head;
    private final Durability durability;
    private final OnAbort onAbort;
    private final CheckpointDistance distance;
    private final long start;
    private final SegmentMerger merger;
    private final OpenSegment open = new OpenSegment();
    private final FrameBuffers buffers = new FrameBuffers();
    private Manifest manifest;
    private final long firstOwnRow;
    private long rows;
    private long chunks;
    private long valueBytes;
    private long checkpointEnd;
    private boolean ended;

    /**
     * Goes on where the output stands.
     *
     * @param manifest what the file holds so far
     * @param manifestEnd where the frame ends that says so
     */
    ContainerWriter(
            Path path,
            ContainerOutput output,
            FileHead head,
            Durability durability,
            OnAbort onAbort,
            CheckpointDistance distance,
            Manifest manifest,
            long manifestEnd) {
        this.path = path;
        this.output = output;
        this.head = head;
        this.durability = durability;
        this.onAbort = onAbort;
        this.distance = distance;
        this.start = output.position();
        this.merger = new SegmentMerger(path, output);
        this.manifest = manifest;
        this.rows = manifest.rows();
        this.firstOwnRow = rows;
        this.chunks = manifest.chunks();
        this.valueBytes = manifest.valueBytes();
        this.checkpointEnd = manifestEnd;
    }

    /** Writes the file head, with which a new file begins. */
    void begin() throws IOException {
        ByteWriter frame = MetadataFrame.begin(FrameType.FILE_HEAD);
        head.write(frame);
        output.write(MetadataFrame.seal(frame, output.position()));
        if (durability == Durability.SYNC) {
            output.force();
            forceDirectory();
        }
        checkpointEnd = output.position();
    }

    private void forceDirectory() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (output.isReadable() && parent != null) {
            Channels.forceDirectory(parent);
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Layout layout() {
        return Layout.CONTAINER;
    }

    @Override
    public Schema schema() {
        return head.schema();
    }

    @Override
    public Header header() {
        return head.header();
    }

    @Override
    public long targetChunkBytes() {
        return head.chunkBytes();
    }

    @Override
    public ChunkEncoder newEncoder() {
        return new ContainerEncoder(head, buffers);
    }

    @Override
    public boolean canTake(RecordFile source) {
        return source instanceof ContainerFile file && file.isLike(head);
    }

    @Override
    public EncodedChunk take(RecordFile source, Chunk chunk) throws IOException {
        if (!canTake(source)) {
            throw new UnsupportedOperationException(path + ": takes no chunks of " + source.path()
                    + ", which has other fields, another key, or other codecs");
        }
        return new EncodedContainerChunk(List.of(((ContainerFile) source).copy(chunk, buffers)));
    }

    @Override
    public void write(EncodedChunk chunk) throws IOException {
        for (EncodedContainerChunk.Part part : ((EncodedContainerChunk) chunk).parts()) {
            long length = output.position() + part.length() - checkpointEnd;
            if (!open.isEmpty() && (length > distance.bytes() || open.rows() + part.records() > distance.rows())) {
                checkpoint();
            }
            write(part);
        }
    }

    private void write(EncodedContainerChunk.Part part) throws IOException {
        ByteWriter sealed = part.headAt(output.position(), rows, chunks);
        ChunkEntry entry =
                new ChunkEntry((int) chunks, rows, part.records(), output.position(), part.length(), sealed.length());
        output.write(sealed);
        ByteArrayBuilder frames = part.takeFrames();
        output.write(frames.array(), 0, frames.length());
        buffers.giveBack(frames);
        add(entry, part.valueBytes(), part.hashes());
    }

    /** Takes note of a chunk that stands in the file. */
    void add(ChunkEntry entry, long bytesOfValues, long[] hashes) {
        open.add(entry, hashes);
        rows += entry.records();
        chunks++;
        valueBytes += bytesOfValues;
    }

    /** Writes a checkpoint when there are so many records since the last one that it is due. */
    void checkpointIfDue() throws IOException {
        if (open.rows() >= distance.rows()) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        output.renewLock();
        sealSegment();
        if (output.isReadable()) {
            manifest = new Manifest(manifest.valueBytes(), manifest.previous(), merger.compact(manifest.segments()));
        }
        if (durability == Durability.SYNC) {
            output.force();
        }
        long offset = output.position();
        output.write(new Checkpoint(manifest).toFrame(offset));
        manifest = new Manifest(valueBytes, offset, manifest.segments());
        checkpointEnd = output.position();
    }

    private void sealSegment() throws IOException {
        List<Segment> segments = new ArrayList<>(manifest.segments());
        if (!open.isEmpty()) {
            segments.add(open.seal(output));
        }
        manifest = new Manifest(valueBytes, manifest.previous(), segments);
    }

    @Override
    public long attach(String kind, byte[] content) throws IOException {
        long offset = output.position();
        output.write(new Attachment(kind, content).toFrame(offset));
        return offset;
    }

    @Override
    public void flush() throws IOException {
        output.renewLock();
        if (durability == Durability.SYNC) {
            output.force();
        }
    }

    @Override
    public void finish(Header header) throws IOException {
        sealSegment();
        if (output.isReadable()) {
            manifest =
                    new Manifest(valueBytes, manifest.previous(), merger.reduce(manifest.segments(), segmentsBefore()));
        }
        flush();
        long rootOffset = output.position();
        ByteWriter root = new Root(head.withHeader(header), manifest).toFrame(rootOffset);
        output.write(root);
        flush();
        output.write(new End(rootOffset, root.length()).toFrame(output.position()));
        flush();
        if (durability == Durability.SYNC) {
            forceDirectory();
        }
        ended = true;
        output.close();
    }

    /** How many segments are of records that were there before this writer's. */
    private int segmentsBefore() {
        return (int) manifest.segments().stream()
                .filter(segment -> segment.endRow() <= firstOwnRow)
                .count();
    }

    @Override
    public void abort() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try (output) {
            if (onAbort == OnAbort.RESTORE) {
                output.truncate(start);
            }
        }
        if (onAbort == OnAbort.DELETE) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        output.close();
    }
}
