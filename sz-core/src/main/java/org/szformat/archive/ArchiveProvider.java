package org.szformat.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.io.ByteRange;
import org.szformat.io.PositionalFile;
import org.szformat.io.ReadOnlyPath;
import org.szformat.io.ReadOnlyProvider;
import org.szformat.io.ReadableChannel;

/** Reads members of archives. Not installed: it has no URIs of its own, since archives are named by paths. */
final class ArchiveProvider extends ReadOnlyProvider {
    /** So much of the end of a member is read first, by readers of most formats. */
    private static final int END_BYTES = 1 << 17;

    @Override
    public String getScheme() {
        return "sz-archive";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw noUris();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw noUris();
    }

    @Override
    public Path getPath(URI uri) {
        throw noUris();
    }

    private static UnsupportedOperationException noUris() {
        return new UnsupportedOperationException("paths in archives come from Archives or Locations");
    }

    private static ArchiveFileSystem systemOf(ReadOnlyPath path) {
        return (ArchiveFileSystem) path.getFileSystem();
    }

    @Override
    protected ReadableChannel open(ReadOnlyPath path, @Nullable ByteRange first) throws IOException {
        ArchiveFileSystem system = systemOf(path);
        Entry entry = system.listing().find(path.joined());
        if (entry == null) {
            attributes(path);
            throw new FileSystemException(path.toString(), null, "is a folder of the archive, not a file");
        }
        PositionalFile file =
                entry.lead() == Entry.Lead.DATA && entry.obstacle().isEmpty()
                        ? PositionalFile.open(system.archive(), inArchive(entry, first))
                        : PositionalFile.open(system.archive());
        try {
            Archives.Member member = entry.locate(system.archive(), file);
            if (!member.isReadable()) {
                throw new SzFormatException(
                        path,
                        "member",
                        "one that is " + member.obstacle() + " in the archive",
                        "one that is stored as it is, since it is read in place; unpack the archive, or pack it as .tar or "
                                + "with 'zip -0'");
            }
            return new MemberChannel(path, file, member.offset(), member.length());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Where in the archive a member is read first: at its end, if nothing else is known. */
    private static ByteRange inArchive(Entry entry, @Nullable ByteRange first) {
        long length = Math.min(entry.length(), Long.MAX_VALUE - entry.at());
        long from = first == null ? Math.max(0, length - END_BYTES) : Math.min(length, first.from());
        long to = first == null ? length : Math.min(length, first.to());
        return new ByteRange(entry.at() + from, entry.at() + to);
    }

    @Override
    protected BasicFileAttributes attributes(ReadOnlyPath path) throws IOException {
        Listing listing = systemOf(path).listing();
        Entry entry = listing.find(path.joined());
        if (entry == null && !listing.isFolder(path.joined())) {
            throw new NoSuchFileException(path.toString(), null, "there is no such member in the archive");
        }
        return new Attributes(entry == null, entry == null ? 0 : entry.length(), FileTime.fromMillis(0));
    }

    @Override
    protected List<Path> children(ReadOnlyPath folder) throws IOException {
        if (!attributes(folder).isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
        Path root = folder.getFileSystem().root();
        return systemOf(folder).listing().children(folder.joined()).stream()
                .map(root::resolve)
                .toList();
    }
}
