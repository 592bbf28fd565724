package org.szformat.interop.convert;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.szformat.exchange.RecordSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.staging.StagedPath;

/** A file or directory under a temporary name until it is whole. */
final class FileOutput implements Output {
    /** Begins a file. */
    @FunctionalInterface
    interface Beginning {
        RecordSink create(Path temporary, Schema schema, Header header) throws IOException;
    }

    private final Path path;
    private final StagedPath staged;
    private final Beginning beginning;
    private final boolean permitsDuplicateIds;

    FileOutput(Path path, StagedPath staged, Beginning beginning, boolean permitsDuplicateIds) {
        this.path = path;
        this.staged = staged;
        this.beginning = beginning;
        this.permitsDuplicateIds = permitsDuplicateIds;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public RecordSink create(Schema schema, Header header) throws IOException {
        return beginning.create(staged.temporary(), schema, header);
    }

    @Override
    public boolean permitsDuplicateIds() {
        return permitsDuplicateIds;
    }

    @Override
    public long commit() throws IOException {
        long bytes = bytes(staged.temporary());
        staged.commit();
        return bytes;
    }

    private static long bytes(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.size(path);
        }
        long sum = 0;
        try (Stream<Path> parts = Files.list(path)) {
            for (Path part : parts.toList()) {
                sum += Files.size(part);
            }
        }
        return sum;
    }

    @Override
    public IOException explain(IOException failure) {
        String temporary = staged.temporary().toString();
        String message = failure.getMessage();
        if (message == null || !message.contains(temporary)) {
            return failure;
        }
        IOException explained = failure instanceof FileSystemException e
                ? new FileSystemException(path.toString(), null, e.getReason())
                : new IOException(message.replace(temporary, path.toString()));
        explained.addSuppressed(failure);
        return explained;
    }

    @Override
    public void close() throws IOException {
        staged.close();
    }
}
