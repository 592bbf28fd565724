package org.szformat.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A layout whose files can be finished by another than their writer. */
public interface RepairableLayout extends LayoutProvider {

    /**
     * What a repair did.
     *
     * @param records how many records the file has now
     * @param cutBytes how many bytes behind the last whole chunk were cut off
     * @param reason why the file was taken to end there; nothing when it was complete, and left alone
     */
    record Repair(long records, long cutBytes, Optional<String> reason) {}

    /**
     * Finishes a file in its place: cuts off what is not a whole frame and writes what leads readers to all chunks before.
     * A file that is complete, and whose indexes are sound, is left alone.
     *
     * @throws IOException when the file is being written, or not even its head is sound
     */
    Repair repair(Path path, ReadOptions options) throws IOException;
}
