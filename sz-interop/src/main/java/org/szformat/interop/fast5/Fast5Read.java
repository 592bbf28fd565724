package org.szformat.interop.fast5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * Where the parts of one read lie. In a multi-read file all are in the read's group; in a single-read file they are in
 * places of their own.
 *
 * @param name what it is called in messages: its group
 * @param id its ID, as far as its group's name says
 * @param own the group whose attributes are the read's, beside {@code raw}; null in a single-read file
 * @param raw the group with its signal
 * @param channel the group with its calibration
 * @param tracking what its run is, if that is said
 * @param context how its run was made, if that is said
 * @param analyses what was made of it, if anything was
 */
record Fast5Read(
        String name,
        Optional<String> id,
        @Nullable Group own,
        Group raw,
        Group channel,
        @Nullable Group tracking,
        @Nullable Group context,
        @Nullable Group analyses) {

    private static final String PREFIX = "read_";
    private static final String GLOBAL = "UniqueGlobalKey";

    /**
     * All reads of a file, in the order of the names of their groups.
     *
     * @throws SzFormatException when it is no FAST5 file, or one without raw signals
     */
    static List<Fast5Read> all(Hdf hdf) throws IOException {
        List<Fast5Read> reads = new ArrayList<>();
        Group root = hdf.root();
        Group raw = hdf.group(root, "Raw");
        if (hdf.group(root, "IntermediateData") != null) {
            throw new SzFormatException(
                    hdf.path(),
                    "/IntermediateData",
                    "a bulk FAST5 file, of channels",
                    "one of reads; MinKNOW makes those of it");
        }
        if (raw != null) {
            addSingle(hdf, root, raw, reads);
        } else {
            for (Map.Entry<String, Group> entry : hdf.groups(root).entrySet()) {
                if (entry.getKey().startsWith(PREFIX)) {
                    reads.add(ofGroup(hdf, entry.getKey(), entry.getValue()));
                }
            }
        }
        if (reads.isEmpty() && !"multi-read".equals(hdf.attributes(root).get("file_type"))) {
            throw new SzFormatException(
                    hdf.path(),
                    "/",
                    "neither a group 'Raw' nor groups 'read_…'",
                    "a FAST5 file with raw signals; those of basecalls alone cannot be read");
        }
        return reads;
    }

    private static void addSingle(Hdf hdf, Group root, Group raw, List<Fast5Read> reads) throws IOException {
        Group all = required(hdf, raw, "Reads");
        Group global = required(hdf, root, GLOBAL);
        for (Map.Entry<String, Group> entry : hdf.groups(all).entrySet()) {
            reads.add(new Fast5Read(
                    "/Raw/Reads/" + entry.getKey(),
                    Optional.empty(),
                    null,
                    entry.getValue(),
                    required(hdf, global, "channel_id"),
                    hdf.group(global, "tracking_id"),
                    hdf.group(global, "context_tags"),
                    hdf.group(root, "Analyses")));
        }
        if (reads.isEmpty()) {
            throw new SzFormatException(hdf.path(), "/Raw/Reads", "no group in it", "one for the read");
        }
    }

    private static Fast5Read ofGroup(Hdf hdf, String name, Group group) throws IOException {
        return new Fast5Read(
                "/" + name,
                Optional.of(name.substring(PREFIX.length())),
                group,
                required(hdf, group, "Raw"),
                required(hdf, group, "channel_id"),
                hdf.group(group, "tracking_id"),
                hdf.group(group, "context_tags"),
                hdf.group(group, "Analyses"));
    }

    private static Group required(Hdf hdf, Group parent, String name) throws IOException {
        Group group = hdf.group(parent, name);
        if (group == null) {
            throw new SzFormatException(hdf.path(), parent.getPath(), "no group '" + name + "' in it", "one");
        }
        return group;
    }

    /** Its scalar attributes: those of the channel, of the read and of {@code Raw}, which is taken where two have a name. */
    Map<String, Object> attributes(Hdf hdf) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(hdf.attributes(channel));
        if (own != null) {
            all.putAll(hdf.attributes(own));
        }
        all.putAll(hdf.attributes(raw));
        return all;
    }

    /** Its samples. */
    Dataset signal(Hdf hdf) throws IOException {
        Dataset signal = hdf.dataset(raw, "Signal");
        if (signal == null) {
            throw new SzFormatException(hdf.path(), raw.getPath(), "no dataset 'Signal' in it", "one");
        }
        return signal;
    }
}
