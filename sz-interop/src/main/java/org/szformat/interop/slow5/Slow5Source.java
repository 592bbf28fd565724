package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** A file of either kind that is being read. */
final class Slow5Source implements RecordSource {
    /** What records take in memory, compared with their bytes in the file: samples of about one byte become two. */
    private static final int GROWTH = 2;

    static final String IDS_NOT_CHECKED =
            "only about the first " + IdSet.MAX_IDS + " IDs were checked for coming twice";

    private final OpenedFile file;
    private final FrameRecords records;
    private @Nullable Frames first;

    Slow5Source(OpenedFile file) {
        this.file = file;
        this.first = file.first();
        this.records = new FrameRecords(
                file.framing(),
                file.newDecoders(file.layout()),
                file.newIdSet(),
                file.limits().maxChunkBytes());
    }

    @Override
    public Path path() {
        return file.in().path();
    }

    @Override
    public Schema schema() {
        return file.layout().schema();
    }

    @Override
    public Header header() {
        return file.layout().header();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public long bytes() {
        return file.in().size();
    }

    @Override
    public @Nullable Part next() throws IOException {
        Frames frames = first == null ? file.framing().next() : first;
        first = null;
        return frames == null ? null : new FramesPart(frames);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(file.warnings());
        if (records.isFullOfIds()) {
            warnings.add(IDS_NOT_CHECKED);
        }
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        try {
            records.close();
        } finally {
            file.in().close();
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
            return records.all(frames);
        }

        @Override
        public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            return records.sound(frames, damages);
        }
    }
}
