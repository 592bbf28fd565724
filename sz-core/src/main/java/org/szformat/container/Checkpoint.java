package org.szformat.container;

import java.nio.file.Path;
import org.szformat.SzFormatException;

/** What a file holds so far. Its frame's payload is a {@link Manifest}. */
record Checkpoint(Manifest manifest) {

    ByteWriter toFrame(long offset) {
        ByteWriter frame = MetadataFrame.begin(FrameType.CHECKPOINT);
        manifest.write(frame);
        return MetadataFrame.seal(frame, offset);
    }

    static Checkpoint read(Path file, MetadataFrame frame, byte[] bytes, int at) throws SzFormatException {
        ByteReader in = frame.payload(file, bytes, at);
        Manifest manifest = Manifest.read(in, frame.offset());
        in.requireEnd();
        return new Checkpoint(manifest);
    }
}
