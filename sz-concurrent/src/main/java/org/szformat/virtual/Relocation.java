package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.szformat.Locations;
import org.szformat.container.AttachedFile;
import org.szformat.container.AttachingWriter;
import org.szformat.container.VirtualContainers;
import org.szformat.layout.Durability;
import org.szformat.layout.ReadOptions;
import org.szformat.schema.Header;

/** Changes the places of members, and nothing else. */
final class Relocation {
    private final Path manifest;
    private final MemberLocations locations;
    private final String from;
    private final String to;

    private Relocation(Path manifest, String from, String to) throws IOException {
        this.manifest = manifest;
        this.locations = MemberLocations.besides(manifest);
        this.from = from;
        this.to = to;
    }

    static long of(Path manifest, String from, String to) throws IOException {
        return new Relocation(manifest, from, to).run();
    }

    private long run() throws IOException {
        try (AttachingWriter writer = VirtualContainers.append(manifest, ReadOptions.defaults(), Durability.PROCESS)) {
            try (AttachedFile before = VirtualContainers.open(manifest, ReadOptions.defaults())) {
                return write(writer, before);
            } catch (IOException | RuntimeException | Error e) {
                writer.abort();
                throw e;
            }
        }
    }

    private long write(AttachingWriter writer, AttachedFile before) throws IOException {
        MemberTable table = MemberTable.of(before, ReadOptions.defaults().limits());
        List<MemberPage.Place> places = new ArrayList<>();
        long moved = 0;
        for (int page = 0; page < table.places().size(); page++) {
            MemberPage.Place place = table.places().get(page);
            List<MemberEntry> entries = new ArrayList<>();
            int movedHere = 0;
            for (int i = 0; i < place.members(); i++) {
                PlacedMember member = table.page(page).member(place.firstMember(), i);
                Optional<MemberEntry> movedMember = moved(member);
                movedHere += movedMember.isPresent() ? 1 : 0;
                entries.add(movedMember.orElse(member.entry()));
            }
            places.add(
                    movedHere == 0
                            ? place
                            : MemberPage.Place.of(
                                    writer.attach(MemberPage.KIND, MemberPage.toBytes(entries)),
                                    entries,
                                    place.firstMember(),
                                    place.firstRow(),
                                    place.firstChunk()));
            moved += movedHere;
        }
        if (moved == 0) {
            throw new IllegalArgumentException(manifest + ": found no member that lies in '" + from + "'; "
                    + (table.members() == 0
                            ? "it has none"
                            : "the first is " + table.member(0).entry().location()));
        }
        Header header = before.header();
        writer.finish(header.with(MemberTable.KEY, MemberTable.toJson(places)));
        return moved;
    }

    private Optional<MemberEntry> moved(PlacedMember member) throws IOException {
        MemberLocations.Split split = MemberLocations.split(member.entry());
        String text = split.file();
        Path target = Locations.of(to);
        if (text.equals(from) || text.startsWith(from.endsWith("/") ? from : from + "/")) {
            return Optional.of(moved(member, split, target.resolve(relative(text.substring(from.length())))));
        }
        Path path = locations.file(manifest, member);
        Path old = Locations.of(from).toAbsolutePath().normalize();
        return path.startsWith(old)
                ? Optional.of(
                        moved(member, split, target.resolve(old.relativize(path).toString())))
                : Optional.empty();
    }

    private MemberEntry moved(PlacedMember member, MemberLocations.Split split, Path target) throws IOException {
        return member.entry().at(split.at(locations.text(target)));
    }

    private static String relative(String text) {
        return text.startsWith("/") ? text.substring(1) : text;
    }
}
