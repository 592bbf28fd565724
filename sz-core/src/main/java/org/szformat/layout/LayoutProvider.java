package org.szformat.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** One layout, as a service that {@link Layouts} finds. Implementations are stateless. */
public interface LayoutProvider {

    /** The layout it stands for. */
    Layout layout();

    /**
     * Whether what lies at a path looks like a file of this layout, by its content.
     *
     * @param path something that exists
     */
    boolean recognises(Path path) throws IOException;

    /** The codec that a field has unless another is asked for; none where the layout leaves no choice. */
    default Optional<ColumnCodec> defaultCodec(Field field) {
        return Optional.empty();
    }

    /** Opens a file of this layout. */
    RecordFile open(Path path, ReadOptions options) throws IOException;

    /**
     * Creates a file of this layout.
     *
     * @throws IllegalArgumentException when the layout cannot hold the schema or has not the codecs asked for
     * @throws java.nio.file.FileAlreadyExistsException when something is there already and is not to be replaced
     */
    LayoutWriter create(Path path, Schema schema, Header header, WriteOptions options) throws IOException;
}
