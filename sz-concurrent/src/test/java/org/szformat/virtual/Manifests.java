package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.szformat.container.AttachedFile;
import org.szformat.container.AttachingWriter;
import org.szformat.container.VirtualContainers;
import org.szformat.json.JsonValue;
import org.szformat.layout.Durability;
import org.szformat.layout.ReadOptions;

/** Manifests that say other things than they should, under checksums that hold. */
final class Manifests {
    private Manifests() {}

    static MemberEntry of(MemberEntry entry, Fingerprints now) {
        return new MemberEntry(
                entry.location(),
                entry.format(),
                now.bytes(),
                now.fingerprint(),
                entry.rows(),
                entry.inlined(),
                entry.valueBytes(),
                entry.constants(),
                entry.parts(),
                entry.chunkRecords(),
                entry.chunkBytes(),
                entry.chunkOffsets(),
                entry.chunkHeads());
    }

    /** Changes what is said of members. */
    static void change(Path manifest, UnaryOperator<MemberEntry> change) throws IOException {
        try (AttachedFile before = VirtualContainers.open(manifest, ReadOptions.defaults());
                AttachingWriter writer =
                        VirtualContainers.append(manifest, ReadOptions.defaults(), Durability.PROCESS)) {
            MemberTable table = MemberTable.of(before, ReadOptions.defaults().limits());
            List<MemberPage.Place> places = new ArrayList<>();
            for (int page = 0; page < table.places().size(); page++) {
                List<MemberEntry> entries =
                        table.page(page).entries().stream().map(change).toList();
                MemberPage.Place place = table.places().get(page);
                places.add(MemberPage.Place.of(
                        writer.attach(MemberPage.KIND, MemberPage.toBytes(entries)),
                        entries,
                        place.firstMember(),
                        place.firstRow(),
                        place.firstChunk()));
            }
            writer.finish(before.header().with(MemberTable.KEY, MemberTable.toJson(places)));
        }
    }

    /** The text of the only page of a manifest. */
    static String page(Path manifest) throws IOException {
        try (AttachedFile file = VirtualContainers.open(manifest, ReadOptions.defaults())) {
            MemberTable table = MemberTable.of(file, ReadOptions.defaults().limits());
            byte[] content = file.attachment(table.places().get(0).offset(), MemberPage.KIND, 0, 1 << 24);
            return new String(content, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Puts another page, whatever it is, in place of the only one; the header says of it what it said before. */
    static void replacePage(Path manifest, byte[] content) throws IOException {
        try (AttachedFile before = VirtualContainers.open(manifest, ReadOptions.defaults());
                AttachingWriter writer =
                        VirtualContainers.append(manifest, ReadOptions.defaults(), Durability.PROCESS)) {
            MemberPage.Place old = MemberTable.of(before, ReadOptions.defaults().limits())
                    .places()
                    .get(0);
            MemberPage.Place place = new MemberPage.Place(
                    writer.attach(MemberPage.KIND, content),
                    old.members(),
                    old.rows(),
                    old.chunks(),
                    old.valueBytes(),
                    old.bytes(),
                    0,
                    0,
                    0);
            writer.finish(before.header().with(MemberTable.KEY, MemberTable.toJson(List.of(place))));
        }
    }

    /** Puts another value, whatever it is, under the header's key. */
    static void replaceHeader(Path manifest, JsonValue value) throws IOException {
        try (AttachedFile before = VirtualContainers.open(manifest, ReadOptions.defaults());
                AttachingWriter writer =
                        VirtualContainers.append(manifest, ReadOptions.defaults(), Durability.PROCESS)) {
            writer.finish(before.header().with(MemberTable.KEY, value));
        }
    }
}
