package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.layout.Layouts;

/** The members of an archive that can become members of a manifest, in the order of the archive. */
final class ArchiveInputs {
    private static final String INDEX = "/index";
    private static final String DAT = "/dat";

    private final Path archive;
    private final List<Archives.Member> members;
    private final Path root;

    ArchiveInputs(Path archive) throws IOException {
        this.archive = archive;
        this.members = Archives.members(archive);
        this.root = Archives.root(archive, members);
    }

    List<InputProbe> probes() throws IOException {
        List<InputProbe> probes = new ArrayList<>();
        Set<String> directories = new LinkedHashSet<>();
        for (Archives.Member member : members) {
            String directory = directory(member.name());
            if (directory != null && Layouts.recognise(root.resolve(directory)).isPresent()) {
                if (directories.add(directory)) {
                    probes.add(ofDirectory(directory));
                }
            } else if (member.isReadable()) {
                ofFile(member).ifPresent(probes::add);
            } else if (isOfInterest(member.name())) {
                throw InputPlace.obstacle(archive, member);
            }
        }
        if (probes.isEmpty()) {
            throw new SzFormatException(
                    archive, "archive", "no file of records among its " + members.size() + " members", "one at least");
        }
        return probes;
    }

    private static @Nullable String directory(String name) {
        for (String part : List.of(INDEX, DAT)) {
            if (name.endsWith(part)) {
                return name.substring(0, name.length() - part.length());
            }
        }
        return null;
    }

    private InputProbe ofDirectory(String directory) throws IOException {
        List<ArchivedPart> parts = new ArrayList<>();
        for (Archives.Member member : members) {
            if (member.name().equals(directory + INDEX) || member.name().equals(directory + DAT)) {
                if (!member.isReadable()) {
                    throw InputPlace.obstacle(archive, member);
                }
                parts.add(ArchivedPart.of(member));
            }
        }
        return InputProbe.of(new InputPlace(root.resolve(directory), parts), Layouts.of(Layout.DIRECTORY));
    }

    /** Manifests are passed by: their members are members of the archive too, or lie elsewhere. */
    private Optional<InputProbe> ofFile(Archives.Member member) throws IOException {
        Path path = root.resolve(member.name());
        InputPlace place = new InputPlace(path, List.of(ArchivedPart.of(member)));
        Optional<Layout> layout = Layouts.recognise(path);
        if (layout.isPresent()) {
            return layout.get() == Layout.VIRTUAL
                    ? Optional.empty()
                    : Optional.of(InputProbe.of(place, Layouts.of(layout.get())));
        }
        Optional<RecordFormat> format = InputProbe.accessible(path);
        return format.isPresent() ? Optional.of(InputProbe.of(place, format.get())) : Optional.empty();
    }

    private static boolean isOfInterest(String name) {
        return name.endsWith(".sz")
                || RecordFormats.byExtension(Path.of(name))
                        .filter(format -> format.abilities().contains(RecordFormat.Ability.ACCESS))
                        .isPresent();
    }
}
