package org.szformat.interop.slow5;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;

/**
 * A file of either kind whose header was read.
 *
 * @param version the version of its format
 * @param framing cuts it into records, from the first one on or behind those that were looked at already
 * @param recordsAt where the first record begins
 * @param recordsEnd where the last one should end
 * @param layout how its records become records here
 * @param decoders makes decoders that follow a layout
 * @param first the first records, where they were looked at already
 * @param repeatedIds whether records may have the ID of another
 * @param limits how large things may be
 * @param warnings what people should know
 */
record OpenedFile(
        Slow5Version version,
        Framing framing,
        long recordsAt,
        long recordsEnd,
        ReadLayout layout,
        Function<ReadLayout, RecordDecoder> decoders,
        @Nullable Frames first,
        RepeatedIds repeatedIds,
        Limits limits,
        List<String> warnings) {
    /** What becomes of IDs that come again. */
    enum RepeatedIds {
        REFUSE,
        KEEP
    }

    OpenedFile {
        warnings = List.copyOf(warnings);
    }

    FileInput in() {
        return framing.in();
    }

    /** Decoders that follow a layout, which is this file's with or without datasets. */
    Pool<RecordDecoder> newDecoders(ReadLayout followed) {
        return new Pool<>(() -> decoders.apply(followed));
    }

    /** What finds IDs that come again, or null when they may. */
    @Nullable
    IdSet newIdSet() {
        return repeatedIds == RepeatedIds.KEEP ? null : new IdSet();
    }
}
