package org.szformat.container;

import java.nio.file.Path;
import org.szformat.Limits;
import org.szformat.SzFormatException;

/** What a finished file is and holds. Its frame's payload is a {@link FileHead} and a {@link Manifest}. */
record Root(FileHead head, Manifest manifest) {

    ByteWriter toFrame(long offset) {
        ByteWriter frame = MetadataFrame.begin(FrameType.ROOT);
        head.write(frame);
        manifest.write(frame);
        return MetadataFrame.seal(frame, offset);
    }

    static Root read(Path file, MetadataFrame frame, byte[] bytes, int at, Limits limits) throws SzFormatException {
        ByteReader in = frame.payload(file, bytes, at);
        Root root = new Root(FileHead.read(file, in, limits), Manifest.read(in, frame.offset()));
        in.requireEnd();
        return root;
    }
}
