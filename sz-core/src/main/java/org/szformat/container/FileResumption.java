package org.szformat.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.szformat.SzFormatException;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RepairableLayout;

/** Goes on with a file that is there: to append to it, or to finish it in place of its writer. */
final class FileResumption {
    private final Path path;
    private final ContainerOutput output;
    private final ReadOptions options;
    private final Opening opening;

    private FileResumption(Path path, ContainerOutput output, ReadOptions options) {
        this.path = path;
        this.output = output;
        this.options = options;
        this.opening = new Opening(path, output, options.limits());
    }

    private static FileResumption begin(Path path, ReadOptions options) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new FileResumption(path, ContainerOutput.toFile(path, channel), options);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static LayoutWriter append(Path path, ReadOptions options, Durability durability) throws IOException {
        FileResumption file = begin(path, options);
        try {
            return file.append(durability);
        } catch (IOException | RuntimeException e) {
            file.output.close();
            throw e;
        }
    }

    private LayoutWriter append(Durability durability) throws IOException {
        Contents contents = opening.open();
        if (contents.fault().isPresent()) {
            throw new SzFormatException(
                    path, "end of the file", contents.fault().get(), "a finished file; repair it first");
        }
        requireWritable(contents);
        return writer(contents, durability, ContainerWriter.OnAbort.RESTORE);
    }

    private void requireWritable(Contents contents) throws SzFormatException {
        contents.head().features().requireAppendable(path);
        for (Column column : contents.head().columns()) {
            column.codec(path);
        }
    }

    private ContainerWriter writer(Contents contents, Durability durability, ContainerWriter.OnAbort onAbort) {
        return new ContainerWriter(
                path,
                output,
                contents.head(),
                durability,
                onAbort,
                ContainerWriter.CheckpointDistance.DEFAULT,
                contents.manifest().endingAt(contents.manifestOffset()),
                contents.manifestEnd());
    }

    static RepairableLayout.Repair repair(Path path, ReadOptions options) throws IOException {
        FileResumption file = begin(path, options);
        try (file.output) {
            return file.repair();
        }
    }

    private RepairableLayout.Repair repair() throws IOException {
        Contents contents;
        try {
            contents = opening.open();
            requireTables(contents);
            if (contents.fault().isEmpty()) {
                return new RepairableLayout.Repair(contents.rows(), 0, Optional.empty());
            }
        } catch (SzFormatException e) {
            contents = opening.openByWalking();
        }
        contents.head().features().requireAppendable(path);
        long size = output.size();
        output.truncate(contents.end());
        ContainerWriter writer = writer(contents, Durability.SYNC, ContainerWriter.OnAbort.KEEP);
        addTail(contents, writer);
        writer.finish(contents.head().header());
        return new RepairableLayout.Repair(contents.rows(), size - contents.end(), contents.fault());
    }

    /** That every page of every table is sound. */
    private void requireTables(Contents contents) throws IOException {
        FrameReader frames = new FrameReader(path, output, options.limits());
        for (Segment segment : contents.manifest().segments()) {
            frames.verify(frames.header(segment.chunkTable(), contents.manifestEnd()));
            if (segment.idRun() != 0) {
                frames.verify(frames.header(segment.idRun(), contents.manifestEnd()));
            }
        }
    }

    private void addTail(Contents contents, ContainerWriter writer) throws IOException {
        FrameReader frames = new FrameReader(path, output, options.limits());
        long valueBytes = contents.tailValueBytes();
        try (ChunkReader reader = new ChunkReader(frames, contents.head())) {
            for (ChunkEntry entry : contents.tail()) {
                writer.add(entry, valueBytes, reader.idHashes(entry));
                valueBytes = 0;
                writer.checkpointIfDue();
            }
        }
    }
}
