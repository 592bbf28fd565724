package org.szformat.rewrite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;

/** What is in files that were written, and how to damage it. */
public final class Contents {
    private Contents() {}

    /** All records of a file, in order. */
    public static List<Record> read(Path path) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(path);
                Stream<Record> records = reader.stream()) {
            return records.toList();
        }
    }

    /** The chunks of a file. */
    public static List<Chunk> chunks(Path path) throws IOException {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            return List.copyOf(file.chunks());
        }
    }

    /** The codec of a field. */
    public static String codec(Path path, String field) throws IOException {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            return file.codec(file.schema().field(field));
        }
    }

    /** The blocks of each chunk, without what its head says of where it stands. */
    public static List<ByteBuffer> chunkBytes(Path path) throws IOException {
        byte[] all = Files.readAllBytes(path);
        return chunks(path).stream()
                .map(chunk -> ByteBuffer.wrap(all, (int) chunk.offset(), (int) chunk.storedBytes()))
                .map(Contents::placeless)
                .toList();
    }

    private static ByteBuffer placeless(ByteBuffer chunk) {
        ByteBuffer copy = ByteBuffer.allocate(chunk.remaining());
        copy.put(chunk.duplicate()).flip();
        int headLength = Integer.reverseBytes(copy.getInt(4)) + 8;
        copy.putLong(12, 0);
        copy.putLong(20, 0);
        copy.putLong(28, 0);
        copy.putInt(headLength - 4, 0);
        return copy;
    }

    /** Changes a byte of the last block of a chunk. */
    public static void damage(Path path, int chunk) throws IOException {
        Chunk damaged = chunks(path).get(chunk);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long at = damaged.offset() + damaged.storedBytes() - 3;
            channel.read(one, at);
            one.put(0, (byte) ~one.get(0)).rewind();
            channel.write(one, at);
        }
    }
}
