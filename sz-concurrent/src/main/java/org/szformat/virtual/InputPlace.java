package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Locations;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;

/**
 * Where an input lies.
 *
 * @param parts its files, when it is a member of an archive; none otherwise
 */
record InputPlace(Path path, List<ArchivedPart> parts) {

    /** Of a path that may lead into an archive. */
    static InputPlace of(Path path) throws IOException {
        if (!MemberLocations.isArchived(path)) {
            return new InputPlace(path, List.of());
        }
        MemberLocations.Split split = MemberLocations.Split.ofArchived(Locations.text(path));
        String name = String.valueOf(split.inArchive());
        List<ArchivedPart> parts = new ArrayList<>();
        for (Archives.Member member : Archives.members(Locations.of(split.file()))) {
            boolean isPart = member.name().equals(name)
                    || Files.isDirectory(path) && member.name().startsWith(name + "/");
            if (isPart && member.isReadable()) {
                parts.add(ArchivedPart.of(member));
            } else if (isPart) {
                throw obstacle(path, member);
            }
        }
        return new InputPlace(path, parts);
    }

    static SzFormatException obstacle(Path archive, Archives.Member member) {
        return new SzFormatException(
                archive,
                "member " + member.name(),
                "one that is " + member.obstacle() + " in the archive",
                "one that is stored as it is, since it is read in place; unpack the archive, or pack it as .tar or with "
                        + "'zip -0'");
    }
}
