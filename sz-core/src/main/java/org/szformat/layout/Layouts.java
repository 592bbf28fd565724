package org.szformat.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.szformat.Layout;
import org.szformat.SzFormatException;

/** Finds the layout of a file by its content, and the provider of a layout by its name. Thread-safe. */
public final class Layouts {
    private static final List<LayoutProvider> PROVIDERS =
            ServiceLoader.load(LayoutProvider.class, Layouts.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Layouts() {}

    /**
     * The provider of a layout.
     *
     * @throws IllegalArgumentException when none is installed
     */
    public static LayoutProvider of(Layout layout) {
        return PROVIDERS.stream()
                .filter(provider -> provider.layout() == layout)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider of the layout " + layout));
    }

    /** The layout of what lies at a path, by its content; none when it is no SZ file. Damaged files count. */
    public static Optional<Layout> recognise(Path path) throws IOException {
        for (LayoutProvider provider : PROVIDERS) {
            if (provider.recognises(path)) {
                return Optional.of(provider.layout());
            }
        }
        return Optional.empty();
    }

    /**
     * Opens a file of any layout.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws java.nio.file.AccessDeniedException when it may not be looked at
     * @throws SzFormatException when what is there is no SZ file, or a damaged one
     */
    public static RecordFile open(Path path, ReadOptions options) throws IOException {
        return at(path).open(path, options);
    }

    /**
     * The provider of the layout of what lies at a path, by its content.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws java.nio.file.AccessDeniedException when it may not be looked at
     * @throws SzFormatException when what is there is no SZ file
     */
    public static LayoutProvider at(Path path) throws IOException {
        boolean isDirectory =
                Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        Optional<Layout> layout = recognise(path);
        if (layout.isPresent()) {
            return of(layout.get());
        }
        throw new SzFormatException(
                path,
                isDirectory ? "directory" : "file",
                isDirectory ? "no 'index' and 'dat' in it" : "no SZ file",
                "an SZ file");
    }
}
