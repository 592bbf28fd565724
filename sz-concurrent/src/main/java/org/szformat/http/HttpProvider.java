package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.io.ByteRange;
import org.szformat.io.ReadOnlyPath;
import org.szformat.io.ReadOnlyProvider;
import org.szformat.io.ReadableChannel;

/**
 * Files of web servers, read by range requests. {@code Path.of(URI.create("http://host/reads.sz"))} is a path of it; so is
 * what {@link org.szformat.Locations} makes of the text. Thread-safe.
 *
 * <p>Nothing can be listed, so what is in a folder must be named; a URL that answers with no file is a folder when a file
 * {@code index} is in it, as in an SZ directory.
 */
@SuppressWarnings("exports") // found by its scheme; nobody but the JDK calls it
public class HttpProvider extends ReadOnlyProvider {
    /** For the service loader. */
    public HttpProvider() {}

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public final FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        return systemOf(uri);
    }

    @Override
    public final FileSystem getFileSystem(URI uri) {
        return systemOf(uri);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when it names no host, or a user
     */
    @Override
    public final Path getPath(URI uri) {
        String query = uri.getRawQuery();
        return systemOf(uri).getPath("/" + uri.getRawPath() + (query == null ? "" : "?" + query));
    }

    private HttpFileSystem systemOf(URI uri) {
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !getScheme().equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("found the URL " + uri + "; expected " + getScheme()
                    + "://HOST/PATH, without a user or a password");
        }
        return new HttpFileSystem(this, getScheme() + "://" + uri.getRawAuthority());
    }

    @Override
    protected final ReadableChannel open(ReadOnlyPath path, @Nullable ByteRange first) throws IOException {
        Resource resource = HttpEngine.current().find(path.toUri(), first);
        if (resource instanceof HttpFile file) {
            return new HttpChannel(file);
        }
        throw new FileSystemException(path.toString(), null, "is a folder of the server, not a file");
    }

    @Override
    protected final BasicFileAttributes attributes(ReadOnlyPath path) throws IOException {
        return HttpEngine.current().find(path.toUri(), null).attributes();
    }

    @Override
    protected final List<Path> children(ReadOnlyPath folder) throws IOException {
        throw new FileSystemException(
                folder.toString(), null, "is on a web server, which does not list files; name each file");
    }
}
