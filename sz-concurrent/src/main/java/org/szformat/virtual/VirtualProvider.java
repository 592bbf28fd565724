package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.container.VirtualContainers;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Opens manifests. */
public final class VirtualProvider implements RepairableLayout {

    /** For the service loader. */
    public VirtualProvider() {}

    @Override
    public Layout layout() {
        return Layout.VIRTUAL;
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return VirtualContainers.recognises(path);
    }

    @Override
    public Optional<ColumnCodec> defaultCodec(Field field) {
        return Optional.empty();
    }

    @Override
    public RecordFile open(Path path, ReadOptions options) throws IOException {
        return ManifestFile.open(path, options);
    }

    /**
     * Refuses, since a virtual file has no records of its own.
     *
     * @throws IllegalArgumentException always
     */
    @Override
    public LayoutWriter create(Path path, Schema schema, Header header, WriteOptions options) {
        throw new IllegalArgumentException(
                "a virtual file has the records of other files, and none are written to it; 'sz combine' makes one of "
                        + "files that are there");
    }

    @Override
    public Repair repair(Path path, ReadOptions options) throws IOException {
        return VirtualContainers.repair(path, options);
    }
}
