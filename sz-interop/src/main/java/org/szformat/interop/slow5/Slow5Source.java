package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** A file of either kind that is being read. */
final class Slow5Source implements RecordSource {
    /** What records take in memory, compared with their bytes in the file: samples of about one byte become two. */
    private static final int GROWTH = 2;

    private final Framing framing;
    private final ReadLayout layout;
    private final long maxPartBytes;
    private final List<String> openingWarnings;
    private final @Nullable IdSet ids;
    private final Pool<RecordDecoder> decoders;
    private @Nullable Frames first;

    /**
     * A source of what lies behind the header.
     *
     * @param maxPartBytes the most bytes of values in one part
     * @param first the first records, where they were looked at already
     * @param ids what finds IDs that come again, or null when they may
     */
    Slow5Source(
            Framing framing,
            ReadLayout layout,
            long maxPartBytes,
            Pool<RecordDecoder> decoders,
            @Nullable Frames first,
            @Nullable IdSet ids,
            List<String> openingWarnings) {
        this.framing = framing;
        this.layout = layout;
        this.maxPartBytes = maxPartBytes;
        this.decoders = decoders;
        this.first = first;
        this.ids = ids;
        this.openingWarnings = List.copyOf(openingWarnings);
    }

    @Override
    public Path path() {
        return framing.in().path();
    }

    @Override
    public Schema schema() {
        return layout.schema();
    }

    @Override
    public Header header() {
        return layout.header();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public long bytes() {
        return framing.in().size();
    }

    @Override
    public @Nullable Part next() throws IOException {
        Frames frames = first == null ? framing.next() : first;
        first = null;
        return frames == null ? null : new FramesPart(frames);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(openingWarnings);
        if (ids != null && ids.isFull()) {
            warnings.add("only about the first " + IdSet.MAX_IDS + " IDs were checked for coming twice");
        }
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        try {
            decoders.close();
        } finally {
            framing.in().close();
        }
    }

    private final class FramesPart implements Part {
        private final Frames frames;

        FramesPart(Frames frames) {
            this.frames = frames;
        }

        @Override
        public long footprint() {
            return (1L + GROWTH) * frames.bytes().length;
        }

        @Override
        public long position() {
            return frames.end();
        }

        @Override
        public List<Record> decode() throws IOException {
            List<Record> records = new ArrayList<>(frames.count());
            RecordDecoder decoder = decoders.take();
            try {
                long bytes = 0;
                for (int i = 0; i < frames.count(); i++) {
                    Record record = decode(decoder, i);
                    bytes += record.valueBytes();
                    if (bytes > maxPartBytes) {
                        throw new SzFormatException(
                                path(),
                                framing.place(frames, i),
                                "more than " + maxPartBytes + " bytes of values since " + framing.place(frames, 0),
                                "fewer, the limit");
                    }
                    records.add(record);
                }
            } finally {
                decoders.give(decoder);
            }
            return records;
        }

        private Record decode(RecordDecoder decoder, int index) throws IOException {
            try {
                Record record = decoder.decode(frames.bytes(), frames.from(index), frames.to(index));
                if (ids != null && !ids.add(decoder.readId())) {
                    throw new Fault(
                            "read_id",
                            "an ID that another record of the file has",
                            "each once; the option duplicate-ids=keep takes all");
                }
                return record;
            } catch (Fault e) {
                String id = decoder.readId();
                String named = id.isEmpty() ? "" : " (read_id " + Fault.quote(id) + ")";
                throw e.in(path(), framing.place(frames, index) + named);
            }
        }
    }
}
