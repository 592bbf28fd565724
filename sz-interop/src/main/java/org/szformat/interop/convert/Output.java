package org.szformat.interop.convert;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.szformat.concurrent.WriterOptions;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.StreamedFormat;
import org.szformat.interop.sz.SzSink;
import org.szformat.layout.OnExisting;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.staging.StagedPath;

/**
 * Where records go: a file, which appears when it is whole and of which nothing is left otherwise, or a stream.
 *
 * <pre>{@code
 * try (Output output = Output.sz(path, OnExisting.REFUSE, Optional.empty(), schema -> WriterOptions.defaults())) {
 *     Conversion.run(List.of(Input.of(blow5)), output, ConversionOptions.defaults(), ConversionListener.NONE);
 * }
 * }</pre>
 */
public interface Output extends Closeable {
    /** How an SZ file is written, given the schema of its records. */
    @FunctionalInterface
    interface SzWriting {
        /**
         * The options, header aside.
         *
         * @throws IllegalArgumentException when it cannot be written so
         */
        WriterOptions of(Schema schema) throws IOException;
    }

    /** What will be there. */
    Path path();

    /**
     * Begins it; called once.
     *
     * @throws IllegalArgumentException when it cannot hold such records; the message says why
     */
    RecordSink create(Schema schema, Header header) throws IOException;

    /** Whether several of its records may have the same ID. */
    boolean permitsDuplicateIds();

    /**
     * Gives what was written its name; its sink was finished and closed.
     *
     * @return how large it is, in bytes; 0 of a stream
     */
    long commit() throws IOException;

    /** What users read of a failure: it names what they asked for. */
    default IOException explain(IOException failure) {
        return failure;
    }

    /** Removes what was not committed. */
    @Override
    void close() throws IOException;

    /**
     * A file of another format than SZ.
     *
     * @param temporaryFolder where it grows; beside its final place when none is given
     * @throws java.nio.file.FileAlreadyExistsException when something is there and is not to be replaced
     */
    static Output file(
            Path path,
            OnExisting onExisting,
            Optional<Path> temporaryFolder,
            RecordFormat format,
            FormatOptions options)
            throws IOException {
        return new FileOutput(
                path,
                StagedPath.forFile(path, onExisting, temporaryFolder),
                (temporary, schema, header) -> format.create(temporary, schema, header, options),
                format.permitsDuplicateIds());
    }

    /**
     * An SZ file.
     *
     * @param temporaryFolder where it grows; beside its final place when none is given
     * @throws java.nio.file.FileAlreadyExistsException when something is there that is not to be replaced
     */
    static Output sz(Path path, OnExisting onExisting, Optional<Path> temporaryFolder, SzWriting writing)
            throws IOException {
        return new FileOutput(
                path,
                StagedPath.forSz(path, onExisting, temporaryFolder),
                (temporary, schema, header) ->
                        SzSink.create(temporary, schema, writing.of(schema).withHeader(header)),
                true);
    }

    /**
     * A stream, which is not closed.
     *
     * @param name what messages call it
     */
    static Output stream(OutputStream stream, Path name, StreamedFormat format, FormatOptions options) {
        return new StreamOutput(stream, name, format, options);
    }
}
