package org.szformat.rewrite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.szformat.digest.RecordDigest;
import org.szformat.exchange.Damage;
import org.szformat.transfer.Tally;

/**
 * What a rewriting did.
 *
 * @param target the file that was written
 * @param records how many records it has
 * @param chunks how many chunks it was written in
 * @param chunksCopied how many of them were taken over as they were, not decoded
 * @param valueBytes how large its values are uncompressed
 * @param sourceBytes how much the sources take on disk
 * @param targetBytes how much the target takes on disk
 * @param loadTime how long reading and decoding took, of all threads together
 * @param writeTime how long encoding and writing took, of all threads together
 * @param elapsed how long all of it took
 * @param digest of the target's records, as they were read back; none unless that was asked for
 * @param droppedDuplicates how many records were left out because another has their ID
 * @param lostRecords how many records were left out because they are damaged
 * @param damages what is wrong with them: the first {@value #MOST_DAMAGES}
 * @param warnings what people should know of it
 */
public record RewriteResult(
        Path target,
        long records,
        long chunks,
        long chunksCopied,
        long valueBytes,
        long sourceBytes,
        long targetBytes,
        Duration loadTime,
        Duration writeTime,
        Duration elapsed,
        Optional<RecordDigest> digest,
        long droppedDuplicates,
        long lostRecords,
        List<Damage> damages,
        List<String> warnings) {
    /** How many damages are told. */
    public static final int MOST_DAMAGES = Tally.MOST_DAMAGES;

    /** Copies the lists. */
    public RewriteResult {
        damages = List.copyOf(damages);
        warnings = List.copyOf(warnings);
    }
}
