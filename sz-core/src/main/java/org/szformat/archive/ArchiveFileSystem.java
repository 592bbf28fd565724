package org.szformat.archive;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.Locations;
import org.szformat.io.PositionalFile;
import org.szformat.io.ReadOnlyFileSystem;
import org.szformat.io.ReadOnlyPath;

/** The members of one archive, which is listed when one is first asked for. */
final class ArchiveFileSystem extends ReadOnlyFileSystem {
    private static final ArchiveProvider PROVIDER = new ArchiveProvider();

    private final Path archive;
    private @Nullable Listing listing;

    ArchiveFileSystem(Path archive, @Nullable Listing listing) {
        super(PROVIDER, Locations.text(archive) + "!");
        this.archive = archive;
        this.listing = listing;
    }

    Path archive() {
        return archive;
    }

    synchronized Listing listing() throws IOException {
        Listing known = listing;
        if (known == null) {
            try (PositionalFile file = PositionalFile.open(archive)) {
                known = Listing.of(archive, file);
            }
            listing = known;
        }
        return known;
    }

    @Override
    protected synchronized ReadOnlyFileSystem absolute() {
        return archive.isAbsolute() ? this : new ArchiveFileSystem(archive.toAbsolutePath(), listing);
    }

    @Override
    protected List<String> names(String text) {
        return split(text);
    }

    /** The names in a path in an archive; empty ones, and those of one point, do not count. */
    static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    protected URI uri(ReadOnlyPath path) {
        try {
            return new URI(provider().getScheme(), path.toString(), null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
