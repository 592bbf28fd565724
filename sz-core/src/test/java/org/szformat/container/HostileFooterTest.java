package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.SzFormatException;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files whose last frames, under good checksums, claim what cannot be. */
class HostileFooterTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private static FileHead head() {
        return ContainerProvider.head(SCHEMA, Header.empty(), WriteOptions.defaults());
    }

    private static ByteWriter begun() {
        ByteWriter frame = MetadataFrame.begin(FrameType.FILE_HEAD);
        head().write(frame);
        return MetadataFrame.seal(frame, 0);
    }

    private Path write(ByteWriter bytes) throws IOException {
        return Files.write(temp.resolve("hostile.sz"), bytes.toByteArray());
    }

    @Test
    void aRootThatIsTooShortToBeAFrameIsRefusedWhereverItLies() throws Exception {
        for (int between : new int[] {100, 2 * Opening.SUFFIX}) {
            ByteWriter file = begun();
            int root = file.length();
            file.bytes(new byte[between]);
            file.bytes(new End(root, 3).toFrame(file.length()).toByteArray());
            Path path = write(file);
            SzFormatException e =
                    assertThrows(SzFormatException.class, () -> Layouts.open(path, ReadOptions.defaults()));
            assertTrue(e.found().contains("length of the root"), e.toString());
        }
    }

    @Test
    void chunksThatNoTableHasRoomForCostNoMemory() throws Exception {
        ByteWriter file = begun();
        long most = Integer.MAX_VALUE;
        int rootAt = file.length();
        Manifest manifest = new Manifest(0, 0, List.of(new Segment(0, most, 0, most, 10, 11)));
        ByteWriter root = new Root(head(), manifest).toFrame(rootAt);
        file.bytes(root.toByteArray());
        file.bytes(new End(rootAt, root.length()).toFrame(file.length()).toByteArray());
        try (RecordFile opened = Layouts.open(write(file), ReadOptions.defaults())) {
            assertEquals(most, opened.size());
            assertThrows(SzFormatException.class, opened::chunks);
        }
    }

    @Test
    void schemasOfMoreFieldsThanCanBeCountedAreRefused() throws Exception {
        Schema.Builder wide = Schema.builder().withoutKey();
        for (int i = 0; i < FileHead.MAX_FIELDS; i++) {
            wide.attribute("f" + i, ValueType.U8);
        }
        Path path = temp.resolve("wide.sz");
        Schema most = wide.build();
        try (LayoutWriter writer = Containers.create(path, most, WriteOptions.defaults())) {
            writer.finish(writer.header());
        }
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(most, file.schema());
        }
        Schema more = wide.attribute("last", ValueType.U8).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> Containers.create(temp.resolve("wider.sz"), more, WriteOptions.defaults()));
        assertFalse(Files.exists(temp.resolve("wider.sz")));
    }

    @Test
    void segmentsThatAreTooLargeToBeMergedStayWhatTheyAre() throws Exception {
        List<Segment> segments = new ArrayList<>();
        long rows = PagedTable.MAX_COUNT + 1;
        for (int i = 0; i < SegmentMerger.MAX_SEGMENTS; i++) {
            segments.add(new Segment(i * rows, rows, i, 1, 10, 0));
        }
        Path path = temp.resolve("segments.sz");
        try (ContainerOutput output = ContainerOutput.toFile(
                path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            assertEquals(segments, new SegmentMerger(path, output).reduce(segments, segments.size()));
            assertEquals(0, output.position());
        }
    }
}
