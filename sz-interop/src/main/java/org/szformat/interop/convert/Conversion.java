package org.szformat.interop.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;

/**
 * Writes the records of some files, one file after the other, as one file of any format.
 *
 * <pre>{@code
 * RecordFormat blow5 = RecordFormats.named("blow5").orElseThrow();
 * try (Output output = Output.file(path, OnExisting.REFUSE, Optional.empty(), blow5, FormatOptions.defaults())) {
 *     ConversionResult result = Conversion.run(
 *             List.of(Input.of(first), Input.of(second)), output, ConversionOptions.defaults(), ConversionListener.NONE);
 *     System.out.println(result.records() + " records");
 * }
 * }</pre>
 *
 * <p>All inputs are looked at before anything is written: they must have the same fields, or be united; their headers
 * become one, which keeps all that they say. Then records stream through: memory is bounded by
 * {@link ConversionOptions#bytesInFlight}, whatever the sizes and numbers of files, and so is the number of open files.
 */
public final class Conversion {
    private final Output output;
    private final ConversionOptions options;
    private final ConversionListener listener;
    private final List<ConversionResult.DamagedInput> damaged = new ArrayList<>();
    private final Set<String> told = new LinkedHashSet<>();
    private long records;
    private long doneBytes;

    private Conversion(Output output, ConversionOptions options, ConversionListener listener) {
        this.output = output;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Converts files.
     *
     * @param inputs in the order in which their records are to come; at least one
     * @param output what is written; committed when it is whole. It stays the caller's to close
     * @param options how
     * @param listener told of warnings, damage and progress by this thread
     * @throws SzFormatException when an input is damaged and that is not passed over
     * @throws IllegalArgumentException when the inputs do not go together, the output cannot hold their records, or an
     *     option of a format is not known; the message says which and why
     * @throws IOException when an input cannot be read or the output not be written
     * @throws InterruptedException when this thread is interrupted
     */
    public static ConversionResult run(
            List<Input> inputs, Output output, ConversionOptions options, ConversionListener listener)
            throws IOException, InterruptedException {
        return new Conversion(output, options, listener).run(inputs);
    }

    private ConversionResult run(List<Input> inputs) throws IOException, InterruptedException {
        InputScan scan = InputScan.of(inputs, options, listener);
        damaged.addAll(scan.damaged());
        OutputFields fields = options.fields().apply(OutputFields.all(scan.schema()));
        try {
            long duplicates = write(scan, fields);
            return new ConversionResult(records, scan.bytes(), output.commit(), duplicates, damaged);
        } catch (IOException e) {
            throw output.explain(e);
        }
    }

    /** Writes all records; returns how many have the ID of an earlier one. */
    private long write(InputScan scan, OutputFields fields) throws IOException, InterruptedException {
        try (DuplicateIds ids = new DuplicateIds(options.temporaryFolder().orElse(null));
                RecordSink sink = output.create(fields.schema(), scan.header());
                Pump pump = new Pump(scan.inputs(), fields, sink, options)) {
            pump(pump, sink, ids, scan.bytes());
            long duplicates = countDuplicates(ids);
            sink.finish();
            sink.warnings().forEach(warning -> tell(output.path() + ": " + warning));
            return duplicates;
        }
    }

    private void pump(Pump pump, RecordSink sink, DuplicateIds ids, long total)
            throws IOException, InterruptedException {
        for (Pump.Ready ready = pump.next(this::finish); ready != null; ready = pump.next(this::finish)) {
            Feed feed = ready.feed();
            Feed.Slot slot = ready.slot();
            if (slot.failure != null) {
                throw failure(feed, slot.failure);
            }
            for (Damage damage : slot.damages) {
                listener.damaged(feed.input.path(), damage);
                feed.places++;
                feed.lost += damage.records().orElse(0);
            }
            if (slot.encoded != null) {
                sink.append(slot.encoded);
            }
            for (long id : slot.ids) {
                ids.add(id);
            }
            records += slot.records;
            feed.taken += slot.records;
            if (slot.position > feed.position) {
                feed.position = slot.position;
                listener.advanced(doneBytes + feed.position, total);
            }
        }
    }

    private static IOException failure(Feed feed, Throwable failure) {
        if (failure instanceof IOException io) {
            return io;
        } else if (failure instanceof IllegalArgumentException refused) {
            return new IOException(feed.input.path() + ": " + refused.getMessage(), refused);
        } else if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (failure instanceof Error error) {
            throw error;
        }
        return new IOException(feed.input.path() + ": " + failure, failure);
    }

    private void finish(Feed feed) {
        @Nullable RecordSource source = feed.source;
        if (source != null) {
            source.warnings().forEach(warning -> tell(feed.input.path() + ": " + warning));
            doneBytes += source.bytes();
        }
        if (feed.mapping != null && feed.mapping.uncalibrated() > 0) {
            tell(feed.input.path() + ": " + feed.mapping.uncalibrated()
                    + " records have no calibration, so their signal in picoamperes is missing");
        }
        if (feed.places > 0) {
            damaged.add(new ConversionResult.DamagedInput(feed.input.path(), feed.taken, feed.places, feed.lost));
        }
    }

    private long countDuplicates(DuplicateIds ids) throws IOException {
        long duplicates = ids.count();
        if (duplicates > 0) {
            String what =
                    duplicates + (duplicates == 1 ? " record has" : " records have") + " the ID of an earlier one";
            if (!output.permitsDuplicateIds()) {
                throw new IOException(output.path() + ": " + what + ", which its format does not permit");
            }
            tell(output.path() + ": " + what);
        }
        return duplicates;
    }

    private void tell(String warning) {
        if (told.add(warning)) {
            listener.warning(warning);
        }
    }
}
