package org.szformat.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Opens and creates directories. */
public final class DirectoryProvider implements LayoutProvider {
    static final String INDEX = "index";
    static final String DAT = "dat";

    /** For the service loader. */
    public DirectoryProvider() {}

    @Override
    public Layout layout() {
        return Layout.DIRECTORY;
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return isDirectory(path);
    }

    /** Other folders hold a file called {@code index} too, so one without {@code dat} counts if it begins as ours do. */
    static boolean isDirectory(Path path) throws IOException {
        Path index = path.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            return Files.isRegularFile(path.resolve(DAT));
        }
        if (Files.exists(path.resolve(DAT))) {
            return true;
        }
        try (InputStream in = Files.newInputStream(index)) {
            return in.read() == '#';
        }
    }

    @Override
    public Optional<ColumnCodec> defaultCodec(Field field) {
        boolean isText = field.isAttribute() || !PyszRules.holds(field.type());
        return isText ? Optional.empty() : Optional.of(PyszRules.defaultCodec(field.type()));
    }

    @Override
    public RecordFile open(Path path, ReadOptions options) throws IOException {
        return DirectoryFile.open(path, options);
    }

    @Override
    public LayoutWriter create(Path path, Schema schema, Header header, WriteOptions options) throws IOException {
        return DirectoryWriter.create(path, schema, header, options);
    }
}
