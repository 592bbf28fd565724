package org.szformat.interop.pod5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.interop.ipc.TableBytes;
import org.szformat.io.ReadableBytes;

/**
 * The tables of a POD5 file, found by its footer or, where its end is missing, from its start.
 *
 * @param reads a row per read
 * @param signal a row per piece of signal
 * @param runInfo a row per run; null in files from before it was a table
 * @param footer what the file says of itself, if its end is there
 */
record Tables(
        IpcTable reads,
        IpcTable signal,
        @Nullable IpcTable runInfo,
        @Nullable Footer footer) {

    /** Finds the tables. */
    static Tables open(Path path, ReadableBytes bytes, Limits limits) throws IOException {
        Opening opening = new Opening(path, bytes, bytes.size(), limits);
        return opening.endsWhole() ? opening.byFooter() : opening.scan();
    }

    /** Whether everything that was written is there. */
    boolean isComplete() {
        return footer != null;
    }

    private static final class Opening {
        private final Path path;
        private final ReadableBytes bytes;
        private final long size;
        private final Limits limits;

        Opening(Path path, ReadableBytes bytes, long size, Limits limits) {
            this.path = path;
            this.bytes = bytes;
            this.size = size;
            this.limits = limits;
        }

        boolean endsWhole() throws IOException {
            if (!is(Container.SIGNATURE, 0)) {
                throw fault(0, "bytes that are no POD5 file", "its signature, 8B 50 4F 44 0D 0A 1A 0A");
            }
            return size >= Container.HEAD_BYTES + Container.TAIL_BYTES
                    && is(Container.SIGNATURE, size - Container.SIGNATURE.length);
        }

        private boolean is(byte[] wanted, long at) throws IOException {
            return size - at >= wanted.length && Arrays.equals(read(at, wanted.length), wanted);
        }

        private byte[] read(long at, int length) throws IOException {
            byte[] read = new byte[length];
            bytes.readFully(at, read, 0, length);
            return read;
        }

        Tables byFooter() throws IOException {
            byte[] marker = read(Container.SIGNATURE.length, Container.MARKER_BYTES);
            long lengthAt = size - Container.TAIL_BYTES;
            if (!is(marker, lengthAt + Long.BYTES)) {
                throw fault(lengthAt + Long.BYTES, "another section marker than at the start", "the same one");
            }
            long length = ByteBuffer.wrap(read(lengthAt, Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            long room = lengthAt - Container.HEAD_BYTES - Container.FOOTER_MAGIC.length;
            if (length <= 0 || length > Math.min(room, limits.maxMetadataBytes())) {
                throw fault(
                        lengthAt,
                        "a footer of " + length + " bytes",
                        "1 to " + Math.min(room, limits.maxMetadataBytes()));
            }
            long at = lengthAt - length;
            Footer footer = footer(at, (int) length);
            Map<Container.Content, IpcTable> tables = new EnumMap<>(Container.Content.class);
            for (Footer.Embedded file : footer.contents()) {
                add(tables, file, at);
            }
            IpcTable reads = tables.get(Container.Content.READS);
            IpcTable signal = tables.get(Container.Content.SIGNAL);
            if (reads == null || signal == null) {
                throw fault(at, "a footer without the " + missing(tables), "one with all tables");
            }
            return new Tables(reads, signal, tables.get(Container.Content.RUN_INFO), footer);
        }

        private static String missing(Map<Container.Content, IpcTable> tables) {
            return (tables.containsKey(Container.Content.READS) ? Container.Content.SIGNAL : Container.Content.READS)
                    .title();
        }

        private Footer footer(long at, int length) throws IOException {
            byte[] read = read(at, length);
            try {
                return Footer.read(ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN));
            } catch (RuntimeException e) {
                throw new SzFormatException(
                        path, "offset " + at, "a damaged footer (" + e + ")", "the FlatBuffer of POD5's Footer", e);
            }
        }

        private void add(Map<Container.Content, IpcTable> tables, Footer.Embedded file, long footerAt)
                throws IOException {
            for (Container.Content content : Container.Content.values()) {
                if (content.number() == file.content()) {
                    boolean inside = file.offset() >= Container.HEAD_BYTES
                            && file.length() >= 0
                            && file.offset() <= footerAt
                            && file.length() <= footerAt - file.offset();
                    if (file.format() != Container.FEATHER_V2 || !inside || tables.containsKey(content)) {
                        throw fault(
                                footerAt,
                                "a " + content.title() + " of format " + file.format() + ", " + file.length()
                                        + " bytes at offset " + file.offset()
                                        + (tables.containsKey(content) ? ", beside another one" : ""),
                                "one of format " + Container.FEATHER_V2 + " that ends before the footer");
                    }
                    tables.put(content, IpcTable.open(table(content.title(), file.offset(), file.length())));
                }
            }
        }

        private TableBytes table(String title, long at, long length) {
            return new TableBytes(bytes, path, title, at, at + length, limits);
        }

        /** From table to table by the markers between them. */
        Tables scan() throws IOException {
            Map<Container.Content, IpcTable> tables = new EnumMap<>(Container.Content.class);
            long at = Container.HEAD_BYTES;
            while (at < size) {
                TableBytes rest = table("table at offset " + at, at, size - at);
                if (!IpcTable.beginsAt(rest)) {
                    break;
                }
                IpcTable table = IpcTable.scan(rest);
                Container.Content content = contentOf(table);
                if (content == null || tables.put(content, table) != null) {
                    throw fault(at, "a table that is none of a POD5 file's", "signals, runs or reads");
                }
                at = table.isComplete() ? afterMarker(table.end()) : size;
            }
            IpcTable reads = tables.get(Container.Content.READS);
            IpcTable signal = tables.get(Container.Content.SIGNAL);
            if (reads == null || signal == null) {
                throw fault(
                        size,
                        "the end of the file before its " + missing(tables),
                        "the rest of it: it was cut off, or whoever writes it has not finished");
            }
            return new Tables(reads, signal, tables.get(Container.Content.RUN_INFO), null);
        }

        private static Container.@Nullable Content contentOf(IpcTable table) {
            if (table.schema().find("acquisition_id") != null) {
                return Container.Content.RUN_INFO;
            }
            if (table.schema().find("samples") != null) {
                return Container.Content.SIGNAL;
            }
            return table.schema().find("read_number") != null ? Container.Content.READS : null;
        }

        /** Where the marker after a position ends, or the end of the file. */
        private long afterMarker(long from) throws IOException {
            byte[] marker = read(Container.SIGNATURE.length, Container.MARKER_BYTES);
            int step = 1 << 16;
            for (long at = from; at < size; at += step) {
                // With the bytes that a marker can reach over from one look to the next.
                byte[] read = read(at, (int) Math.min(step + Container.MARKER_BYTES, size - at));
                for (int i = Container.padding(at); i + marker.length <= read.length; i += Container.ALIGNMENT) {
                    if (Arrays.equals(read, i, i + marker.length, marker, 0, marker.length)) {
                        return at + i + marker.length;
                    }
                }
            }
            return size;
        }

        private SzFormatException fault(long at, String found, String expected) {
            return new SzFormatException(path, "offset " + at, found, expected);
        }
    }
}
