package org.szformat.interop.slow5;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.record.Record;

/** Makes records of frames, and says where in the file lies what is wrong. Safe for use by many threads. */
final class FrameRecords implements Closeable {
    private final Framing framing;
    private final Pool<RecordDecoder> decoders;
    private final @Nullable IdSet ids;
    private final long maxBytes;

    /**
     * Makes records by some decoders, which are closed with it.
     *
     * @param ids what finds IDs that come again, or null when they may
     * @param maxBytes the most bytes of values that the records of one frame may have together
     */
    FrameRecords(Framing framing, Pool<RecordDecoder> decoders, @Nullable IdSet ids, long maxBytes) {
        this.framing = framing;
        this.decoders = decoders;
        this.ids = ids;
        this.maxBytes = maxBytes;
    }

    /** Told of a record that is damaged. */
    @FunctionalInterface
    private interface OnFault {
        void met(SzFormatException fault) throws SzFormatException;
    }

    /**
     * All records.
     *
     * @throws SzFormatException for the first that is damaged
     */
    List<Record> all(Frames frames) throws IOException {
        return decode(frames, fault -> {
            throw fault;
        });
    }

    /** Those records that are sound. */
    List<Record> sound(Frames frames, Consumer<Damage> damages) throws IOException {
        return decode(frames, fault -> damages.accept(Damage.ofRecord(fault)));
    }

    private List<Record> decode(Frames frames, OnFault onFault) throws IOException {
        List<Record> records = new ArrayList<>(frames.count());
        RecordDecoder decoder = decoders.take();
        try {
            long bytes = 0;
            for (int i = 0; i < frames.count(); i++) {
                try {
                    Record record = decode(decoder, frames, i);
                    bytes = requireRoom(frames, i, bytes + record.valueBytes());
                    records.add(record);
                } catch (SzFormatException e) {
                    onFault.met(e);
                }
            }
        } finally {
            decoders.give(decoder);
        }
        return records;
    }

    private Record decode(RecordDecoder decoder, Frames frames, int index) throws SzFormatException {
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
            throw named(e, decoder, framing.place(frames, index));
        }
    }

    private long requireRoom(Frames frames, int index, long bytes) throws SzFormatException {
        if (bytes > maxBytes) {
            throw framing.fault(
                    framing.place(frames, index),
                    "more than " + maxBytes + " bytes of values since " + framing.place(frames, 0),
                    "fewer, the limit");
        }
        return bytes;
    }

    /** The record in some bytes, which lie at a place in the file. */
    Record one(byte[] bytes, int from, int to, String place) throws IOException {
        RecordDecoder decoder = decoders.take();
        try {
            return decoder.decode(bytes, from, to);
        } catch (Fault e) {
            throw named(e, decoder, place);
        } finally {
            decoders.give(decoder);
        }
    }

    private SzFormatException named(Fault fault, RecordDecoder decoder, String place) {
        String id = decoder.readId();
        return fault.in(framing.in().path(), id.isEmpty() ? place : place + " (read_id " + Fault.quote(id) + ")");
    }

    /** Whether there were so many IDs that some were not looked at. */
    boolean isFullOfIds() {
        return ids != null && ids.isFull();
    }

    @Override
    public void close() throws IOException {
        decoders.close();
    }
}
