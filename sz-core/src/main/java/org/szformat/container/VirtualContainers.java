package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import org.szformat.layout.Durability;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Containers with the feature <i>virtual</i>: their rows stand for records that lie in other files, which attachments
 * tell. What is a manifest of other files is made of them; whoever reads plain containers refuses them.
 *
 * <p>Thread-safe.
 */
public final class VirtualContainers {
    private VirtualContainers() {}

    /** Whether what lies at a path begins as such a file does. */
    public static boolean recognises(Path path) throws IOException {
        return ContainerProvider.recognises(path, Features.VIRTUAL);
    }

    /**
     * Opens such a file; its attributes and attachments are read as those of any container. What leads to the pages of its
     * ID runs is read now, so that a look-up in a remote file is one request however many records there are.
     *
     * @throws org.szformat.SzFormatException when it is damaged, or a plain container
     */
    public static AttachedFile open(Path path, ReadOptions options) throws IOException {
        ContainerFile file = ContainerFile.open(path, options, Features.VIRTUAL, null);
        try {
            file.readIdDirectories();
            return file;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a plain container, a member of such a file, whose chunks are known to lie somewhere. What is read by row asks
     * its chunk tables nothing; who reads a chunk that is not where it should be is told so.
     *
     * @throws org.szformat.SzFormatException when it is damaged, or no plain container
     */
    public static RecordFile openMember(Path path, ReadOptions options, KnownChunks chunks) throws IOException {
        return ContainerFile.open(path, options, Features.NONE, chunks);
    }

    /** Creates such a file, as {@link ContainerProvider#create} does plain ones. */
    public static AttachingWriter create(Path path, Schema schema, Header header, WriteOptions options)
            throws IOException {
        return new ContainerProvider().createVirtual(path, schema, header, options);
    }

    /** Goes on writing such a file, as {@link ContainerProvider#append} does plain ones. */
    public static AttachingWriter append(Path path, ReadOptions options, Durability durability) throws IOException {
        return FileResumption.append(path, options, durability, Features.VIRTUAL);
    }

    /**
     * Brings a file whose appending was cut off back to what it was before; rows without the attachments that tell of them
     * are worth nothing.
     *
     * @throws org.szformat.SzFormatException when it was never finished, or is damaged
     */
    public static RepairableLayout.Repair repair(Path path, ReadOptions options) throws IOException {
        return FileResumption.restore(path, options);
    }
}
