package org.szformat.interop.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

/** How messages are framed and padded. */
final class Messages {
    /** What messages and buffers are aligned to. */
    static final int ALIGNMENT = 8;

    private static final byte[] ZEROS = new byte[ALIGNMENT];
    private static final int CONTINUATION = -1;
    private static final int PREFIX_BYTES = 8;

    private Messages() {}

    static int padding(long length) {
        return (int) (-length & ALIGNMENT - 1);
    }

    static void pad(OutputStream out, long length) throws IOException {
        out.write(ZEROS, 0, padding(length));
    }

    /** Finishes a message: the continuation mark, its length, and the padded FlatBuffer. */
    static byte[] message(FlatBufferBuilder builder, byte type, int header, long bodyLength) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, type);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyLength);
        builder.finish(Message.endMessage(builder));
        byte[] message = builder.sizedByteArray();
        int length = message.length + padding(message.length);
        return ByteBuffer.allocate(PREFIX_BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(length)
                .put(message)
                .array();
    }

    /** The mark that no message follows. */
    static byte[] end() {
        return ByteBuffer.allocate(PREFIX_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .array();
    }
}
