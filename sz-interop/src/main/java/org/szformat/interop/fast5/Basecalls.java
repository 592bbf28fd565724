package org.szformat.interop.fast5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/** What the basecallers left in {@code Analyses} of a read: of their runs the last, sequence and move table. */
final class Basecalls {
    static final String FASTQ = "fastq";
    static final String MOVE_TABLE = "move_table";
    static final String STRIDE = "move_table_stride";
    static final String FIRST_SAMPLE = "first_sample_template";

    private static final String BASECALL = "Basecall_1D_";
    private static final String SEGMENTATION = "Segmentation_";
    private static final String TEMPLATE = "BaseCalled_template";

    private final Hdf hdf;
    private final @Nullable Group template;
    private final @Nullable Group summary;
    private final @Nullable Group segmentation;

    private Basecalls(Hdf hdf, @Nullable Group template, @Nullable Group summary, @Nullable Group segmentation) {
        this.hdf = hdf;
        this.template = template;
        this.summary = summary;
        this.segmentation = segmentation;
    }

    /**
     * Looks for them.
     *
     * @param warnings is told what is there but is not read
     */
    static Basecalls of(Hdf hdf, Fast5Read read, Consumer<String> warnings) throws IOException {
        Group analyses = read.analyses();
        if (analyses == null) {
            return new Basecalls(hdf, null, null, null);
        }
        TreeMap<String, Group> basecalls = new TreeMap<>();
        TreeMap<String, Group> segmentations = new TreeMap<>();
        for (Map.Entry<String, Group> entry : hdf.groups(analyses).entrySet()) {
            if (entry.getKey().startsWith(BASECALL)) {
                basecalls.put(entry.getKey(), entry.getValue());
            } else if (entry.getKey().startsWith(SEGMENTATION)) {
                segmentations.put(entry.getKey(), entry.getValue());
            } else {
                warnings.accept("Analyses/" + entry.getKey() + " is not read");
            }
        }
        if (basecalls.size() > 1) {
            warnings.accept("of several basecalls only the last is read, " + basecalls.lastKey());
        }
        Group basecall = basecalls.isEmpty() ? null : basecalls.lastEntry().getValue();
        Group template = child(hdf, basecall, TEMPLATE);
        if (basecall != null && template == null) {
            warnings.accept("Analyses/" + basecalls.lastKey() + " has neither sequence nor move table");
        }
        return new Basecalls(
                hdf,
                template,
                child(hdf, child(hdf, basecall, "Summary"), "basecall_1d_template"),
                child(
                        hdf,
                        child(
                                hdf,
                                segmentations.isEmpty()
                                        ? null
                                        : segmentations.lastEntry().getValue(),
                                "Summary"),
                        "segmentation"));
    }

    private static @Nullable Group child(Hdf hdf, @Nullable Group parent, String name) throws IOException {
        return parent == null ? null : hdf.group(parent, name);
    }

    private static @Nullable Dataset data(Hdf hdf, @Nullable Group parent, String name) throws IOException {
        return parent == null ? null : hdf.dataset(parent, name);
    }

    boolean hasFastq() throws IOException {
        return data(hdf, template, "Fastq") != null;
    }

    boolean hasMoves() throws IOException {
        return data(hdf, template, "Move") != null || data(hdf, template, "Events") != null;
    }

    /** The scalar attributes that are of use with the move table, by the names of their fields. */
    Map<String, Object> attributes() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        if (summary != null && hdf.attributes(summary).get("block_stride") instanceof Number stride) {
            all.put(STRIDE, stride);
        }
        if (segmentation != null && hdf.attributes(segmentation).get(FIRST_SAMPLE) instanceof Number first) {
            all.put(FIRST_SAMPLE, first);
        }
        return all;
    }

    /** The text of FASTQ, or null. */
    @Nullable
    String fastq(long maxBytes) throws IOException {
        Dataset dataset = data(hdf, template, "Fastq");
        if (dataset == null) {
            return null;
        }
        Object data = hdf.data(dataset, maxBytes);
        Object text = data.getClass().isArray() && Array.getLength(data) == 1 ? Array.get(data, 0) : data;
        if (!(text instanceof String fastq)) {
            throw fault(dataset, data.getClass().getSimpleName(), "one string");
        }
        return fastq;
    }

    /** The moves, each a byte, or null. */
    byte @Nullable [] moves(long maxBytes) throws IOException {
        Dataset dataset = data(hdf, template, "Move");
        if (dataset != null) {
            return bytes(dataset, hdf.data(dataset, maxBytes));
        }
        Dataset events = data(hdf, template, "Events");
        if (events == null) {
            return null;
        }
        if (!(hdf.data(events, maxBytes) instanceof Map<?, ?> columns) || !columns.containsKey("move")) {
            return null;
        }
        Object move = columns.get("move");
        return move == null ? null : bytes(events, move);
    }

    private byte[] bytes(Dataset dataset, Object array) throws SzFormatException {
        if (!array.getClass().isArray()) {
            throw fault(dataset, array.getClass().getSimpleName(), "an array of moves");
        }
        byte[] bytes = new byte[Array.getLength(array)];
        for (int i = 0; i < bytes.length; i++) {
            if (!(Array.get(array, i) instanceof Number number) || number.longValue() < 0 || number.longValue() > 255) {
                throw fault(dataset, "the move " + Array.get(array, i), "0 to 255");
            }
            bytes[i] = number.byteValue();
        }
        return bytes;
    }

    private SzFormatException fault(Dataset dataset, String found, String expected) {
        return new SzFormatException(hdf.path(), dataset.getPath(), found, expected);
    }
}
