package org.szformat.virtual;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.szformat.io.PositionalFile;

/**
 * What tells whether a member is the file that was combined: its size, and a number made of the last {@value #TAIL} bytes
 * of it, where a container has its tables and what leads to them. Of a directory it is those of {@code index} and of
 * {@code dat}, one after the other.
 *
 * @param bytes the size, of all parts together
 * @param fingerprint the first 8 bytes, little-endian, of the SHA-256 of the parts' last bytes
 */
record Fingerprints(long bytes, long fingerprint) {
    static final int TAIL = 1 << 16;

    static Fingerprints of(Path path) throws IOException {
        List<Path> parts = new ArrayList<>();
        if (Files.isDirectory(path)) {
            for (String name : List.of("index", "dat")) {
                if (Files.exists(path.resolve(name))) {
                    parts.add(path.resolve(name));
                }
            }
        } else {
            parts.add(path);
        }
        MessageDigest digest = sha256();
        long bytes = 0;
        for (Path part : parts) {
            try (PositionalFile file = PositionalFile.open(part)) {
                byte[] tail = new byte[(int) Math.min(TAIL, file.size())];
                file.readFully(file.size() - tail.length, tail, 0, tail.length);
                digest.update(tail);
                bytes += file.size();
            }
        }
        return new Fingerprints(
                bytes,
                ByteBuffer.wrap(digest.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
