package org.szformat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.archive.Archives;
import org.szformat.io.ReadOnlyPath;
import org.szformat.io.UriText;

/**
 * Texts that say where a file is, and the {@link Path}s that they stand for. Thread-safe.
 *
 * <table>
 * <caption>What a text can be</caption>
 * <tr><th>text</th><th>what it stands for</th></tr>
 * <tr><td>{@code reads.sz}</td><td>a file of this machine</td></tr>
 * <tr><td>{@code https://host/reads.sz}</td><td>a file that a web server has; also {@code http}</td></tr>
 * <tr><td>{@code s3://bucket/reads.sz}</td><td>a file of any file-system provider that is installed</td></tr>
 * <tr><td>{@code run.tar!/a/reads.sz}</td><td>a member of an archive, TAR or ZIP, wherever that is</td></tr>
 * </table>
 *
 * <p>{@code !/} is part of a name where a folder of this machine is called so up to the exclamation mark.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(Locations.of("https://host/run.tar!/reads.sz"))) {
 *     System.out.println(reader.size());
 * }
 * }</pre>
 */
public final class Locations {
    private static final String MEMBER = "!/";

    /** One letter is a drive of Windows. */
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*|(jar):.*", Pattern.DOTALL);

    private Locations() {}

    /**
     * The path that a text stands for. Nothing is read, but folders of this machine are looked for where the text has
     * {@code !/}.
     *
     * @throws InvalidPathException when it stands for none; the message says what is not understood
     */
    public static Path of(String text) {
        int member = text.lastIndexOf(MEMBER);
        Matcher url = URL.matcher(text);
        boolean isUrl = url.matches();
        boolean isOfZipFileSystem = isUrl && url.group(2) != null;
        if (member > 0 && !isOfZipFileSystem && (isUrl || !Files.isDirectory(Path.of(text.substring(0, member + 1))))) {
            return Archives.root(of(text.substring(0, member))).resolve(text.substring(member + MEMBER.length()));
        }
        if (!isUrl) {
            return Path.of(text);
        }
        return ofUrl(text, url.group(1) == null ? url.group(2) : url.group(1));
    }

    private static Path ofUrl(String text, String scheme) {
        URI uri;
        try {
            uri = new URI(UriText.escaped(text));
        } catch (URISyntaxException e) {
            throw invalid(text, "no URL: " + e.getReason(), e);
        }
        FileSystemProvider provider = provider(scheme)
                .orElseThrow(() -> invalid(
                        text,
                        "nothing installed reads '" + scheme
                                + ":'; a file-system provider (java.nio.file) for it on the class path does",
                        null));
        try {
            return provider.getPath(uri);
        } catch (FileSystemNotFoundException e) {
            return inNewFileSystem(text, uri, provider);
        } catch (IllegalArgumentException e) {
            throw invalid(text, String.valueOf(e.getMessage()), e);
        }
    }

    private static Path inNewFileSystem(String text, URI uri, FileSystemProvider provider) {
        try {
            provider.newFileSystem(uri, Map.of());
            return provider.getPath(uri);
        } catch (IOException | IllegalArgumentException | ProviderNotFoundException e) {
            throw invalid(text, "its file system cannot be opened: " + e.getMessage(), e);
        }
    }

    private static InvalidPathException invalid(String text, String reason, @Nullable Throwable cause) {
        InvalidPathException exception = new InvalidPathException(text, reason);
        exception.initCause(cause);
        return exception;
    }

    /** Providers beside this library count too, where the system's class loader does not see them. */
    private static Optional<FileSystemProvider> provider(String scheme) {
        return Stream.concat(
                        FileSystemProvider.installedProviders().stream(),
                        ServiceLoader.load(FileSystemProvider.class, Locations.class.getClassLoader()).stream()
                                .map(ServiceLoader.Provider::get))
                .filter(provider -> provider.getScheme().equalsIgnoreCase(scheme))
                .findFirst();
    }

    /** The text that {@link #of} makes the same path of. */
    public static String text(Path path) {
        boolean isForeign = !path.getFileSystem().equals(FileSystems.getDefault()) && !(path instanceof ReadOnlyPath);
        return isForeign && path.isAbsolute() ? path.toUri().toString() : path.toString();
    }

    /**
     * Checks that files can be written where a path leads, as far as its file system tells; nothing is read.
     *
     * @throws FileSystemException when they can only be read there: on a web server, in an archive
     */
    public static void requireWritable(Path path) throws FileSystemException {
        if (path.getFileSystem().isReadOnly()) {
            throw new FileSystemException(
                    path.toString(), null, "can only be read there, not written; write to a folder of this machine");
        }
    }
}
