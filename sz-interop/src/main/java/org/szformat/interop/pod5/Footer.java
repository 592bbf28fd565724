package org.szformat.interop.pod5;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The FlatBuffer {@code Footer} of a POD5 file.
 *
 * @param fileIdentifier the UUID of the file
 * @param software what wrote it
 * @param version the version of the format, {@code 0.3.36}
 * @param contents the embedded files
 */
record Footer(String fileIdentifier, String software, String version, List<Embedded> contents) {

    /**
     * The FlatBuffer {@code EmbeddedFile}.
     *
     * @param offset where the file begins
     * @param length its length without padding
     * @param format 0 for Arrow IPC
     * @param content what is in it, by {@link Container.Content#number}
     */
    record Embedded(long offset, long length, int format, int content) {}

    /**
     * Reads a footer.
     *
     * @throws RuntimeException when the bytes are none
     */
    static Footer read(ByteBuffer bytes) {
        View view = new View(bytes.getInt(bytes.position()) + bytes.position(), bytes);
        List<Embedded> contents = new ArrayList<>();
        for (int i = 0; i < view.length(3); i++) {
            View file = view.element(3, i);
            contents.add(new Embedded(file.int64(0), file.int64(1), file.int16(2), file.int16(3)));
        }
        return new Footer(view.text(0), view.text(1), view.text(2), contents);
    }

    /** The footer as bytes; a multiple of eight. */
    byte[] write() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] files = new int[contents.size()];
        for (int i = 0; i < files.length; i++) {
            Embedded file = contents.get(i);
            builder.startTable(4);
            builder.addLong(0, file.offset(), 0);
            builder.addLong(1, file.length(), 0);
            builder.addShort(2, (short) file.format(), 0);
            builder.addShort(3, (short) file.content(), 0);
            files[i] = builder.endTable();
        }
        int vector = builder.createVectorOfTables(files);
        int software = builder.createString(this.software);
        int version = builder.createString(this.version);
        int identifier = builder.createString(fileIdentifier);
        builder.startTable(4);
        builder.addOffset(0, identifier, 0);
        builder.addOffset(1, software, 0);
        builder.addOffset(2, version, 0);
        builder.addOffset(3, vector, 0);
        builder.finish(builder.endTable());
        byte[] written = builder.sizedByteArray();
        byte[] padded = new byte[written.length + Container.padding(written.length)];
        System.arraycopy(written, 0, padded, 0, written.length);
        return padded;
    }

    /** A table of a FlatBuffer, by the numbers of its fields. */
    private static final class View extends Table {
        View(int position, ByteBuffer bytes) {
            __reset(position, bytes);
        }

        private int at(int field) {
            return __offset(4 + 2 * field);
        }

        String text(int field) {
            int at = at(field);
            @Nullable String text = at == 0 ? null : __string(at + bb_pos);
            return text == null ? "" : text;
        }

        long int64(int field) {
            int at = at(field);
            return at == 0 ? 0 : bb.getLong(at + bb_pos);
        }

        int int16(int field) {
            int at = at(field);
            return at == 0 ? 0 : bb.getShort(at + bb_pos);
        }

        int length(int field) {
            int at = at(field);
            return at == 0 ? 0 : __vector_len(at);
        }

        View element(int field, int index) {
            return new View(__indirect(__vector(at(field)) + 4 * index), bb);
        }
    }
}
