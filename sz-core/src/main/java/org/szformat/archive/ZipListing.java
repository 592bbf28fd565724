package org.szformat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * Reads the central directory of a ZIP archive (PKWARE, APPNOTE.TXT 6.3.10), ZIP64 too. Folders and symbolic links are
 * passed over; members that are compressed or encrypted are listed as such.
 */
final class ZipListing {
    private static final int LOCAL_HEADER = 0x04034B50;
    private static final int CENTRAL_HEADER = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int END_64 = 0x06064B50;
    private static final int LOCATOR_64 = 0x07064B50;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int CENTRAL_HEADER_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final long IN_EXTRA = 0xFFFF_FFFFL;
    private static final int EXTRA_64 = 1;

    private static final int ENCRYPTED = 1;
    private static final int DEFLATE = 8;
    private static final int UNIX = 3;
    private static final int FILE_KIND = 0xF000;
    private static final int SYMBOLIC_LINK = 0xA000;

    /** More than the longest header of a member, with name, extra fields and comment. */
    private static final int WINDOW = 1 << 18;

    private final Path archive;
    private final ReadableBytes bytes;
    private final Listing listing;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowAt;

    ZipListing(Path archive, ReadableBytes bytes, Listing listing) {
        this.archive = archive;
        this.bytes = bytes;
        this.listing = listing;
    }

    /** Whether a file that begins so is a ZIP archive, if it ends as one. */
    static boolean begins(byte[] start) {
        if (start.length < END_BYTES) {
            return false;
        }
        int first = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return first == LOCAL_HEADER || first == END;
    }

    /**
     * Where the central directory is.
     *
     * @param members their number, of which only the bits in {@code countMask} are kept
     */
    private record Directory(long from, long to, long members, long countMask) {}

    void read() throws IOException {
        Directory directory = directory();
        long members = 0;
        for (long at = directory.from(); at < directory.to(); members++) {
            at = member(at, directory);
        }
        if ((members & directory.countMask()) != directory.members()) {
            throw fault(directory.from(), members + " members", directory.members() + ", as the end says");
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        if (at < 0 || at > bytes.size() - length) {
            throw fault(at, "the end of the file at offset " + bytes.size(), length + " bytes of a header");
        }
        byte[] read = new byte[length];
        bytes.readFully(at, read, 0, length);
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Directory directory() throws IOException {
        int length = (int) Math.min(bytes.size(), END_BYTES + MAX_COMMENT);
        long tailAt = bytes.size() - length;
        ByteBuffer tail = read(tailAt, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + u16(tail, at + 20) <= length) {
                return directory(tail, at, tailAt + at);
            }
        }
        throw fault(bytes.size(), "no end of a ZIP archive", "one in the last 64 KiB; the archive was cut");
    }

    private Directory directory(ByteBuffer tail, int at, long end) throws IOException {
        long members = u16(tail, at + 10);
        long size = u32(tail, at + 12);
        long from = u32(tail, at + 16);
        if (u16(tail, at + 4) != u16(tail, at + 6) || u16(tail, at + 8) != members) {
            throw fault(end, "an archive in several parts", "one file; join the parts first");
        }
        if (members == MAX_COMMENT || size == IN_EXTRA || from == IN_EXTRA) {
            long locatorAt = end - LOCATOR_64_BYTES;
            ByteBuffer locator =
                    locatorAt < 0 ? ByteBuffer.allocate(LOCATOR_64_BYTES) : read(locatorAt, LOCATOR_64_BYTES);
            if (locator.getInt(0) == LOCATOR_64) {
                return directory64(locator.getLong(8), locatorAt);
            }
        }
        return checked(from, size, end, members, 0xFFFF);
    }

    private Directory directory64(long at, long before) throws IOException {
        ByteBuffer end = read(at, END_64_BYTES);
        if (end.getInt(0) != END_64) {
            throw fault(at, "no end of a ZIP64 archive", "one, as its locator says");
        }
        return checked(end.getLong(48), end.getLong(40), Math.min(at, before), end.getLong(32), -1L);
    }

    private Directory checked(long from, long size, long end, long members, long mask) throws SzFormatException {
        if (from < 0 || size < 0 || size > end || from > end - size) {
            throw fault(end, "a directory of " + size + " bytes from offset " + from + " on", "it to lie before here");
        }
        return new Directory(from, from + size, members, mask);
    }

    /** Lists the member whose header is at an offset; returns where the next one is. */
    private long member(long offset, Directory directory) throws IOException {
        int at = inWindow(offset, CENTRAL_HEADER_BYTES, directory);
        if (window.getInt(at) != CENTRAL_HEADER) {
            throw fault(offset, String.format("0x%08X", window.getInt(at)), "a member in the directory, 0x02014B50");
        }
        int length = CENTRAL_HEADER_BYTES + u16(window, at + 28) + u16(window, at + 30) + u16(window, at + 32);
        at = inWindow(offset, length, directory);
        String name = Listing.text(window.array(), at + CENTRAL_HEADER_BYTES, u16(window, at + 28));
        boolean isLink = window.get(at + 5) == UNIX && (u16(window, at + 40) & FILE_KIND) == SYMBOLIC_LINK;
        if (!name.endsWith("/") && !isLink) {
            add(name, at, offset);
        }
        return offset + length;
    }

    private void add(String name, int at, long offset) throws IOException {
        int flags = u16(window, at + 8);
        int method = u16(window, at + 10);
        long[] sizes = {u32(window, at + 24), u32(window, at + 20), u32(window, at + 42)};
        takeLarge(sizes, at, offset);
        String obstacle = "";
        if ((flags & ENCRYPTED) != 0) {
            obstacle = "encrypted";
        } else if (method != 0) {
            obstacle = "compressed (" + (method == DEFLATE ? "deflate" : "method " + method) + ")";
        } else if (sizes[0] != sizes[1]) {
            throw fault(
                    offset, "member '" + name + "' of " + sizes[0] + " bytes, stored in " + sizes[1], "equal sizes");
        }
        listing.add(name, sizes[2], sizes[0], Entry.Lead.ZIP_HEADER, obstacle);
    }

    /** Takes sizes and offset from the ZIP64 extra field, where the header has no room for them. */
    private void takeLarge(long[] sizes, int at, long offset) throws SzFormatException {
        int from = at + CENTRAL_HEADER_BYTES + u16(window, at + 28);
        int to = from + u16(window, at + 30);
        while (from <= to - 4) {
            int end = Math.min(to, from + 4 + u16(window, from + 2));
            if (u16(window, from) == EXTRA_64) {
                int next = from + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_EXTRA && next <= end - Long.BYTES) {
                        sizes[i] = window.getLong(next);
                        next += Long.BYTES;
                    }
                }
            }
            from = end;
        }
        for (long size : sizes) {
            if (size < 0) {
                throw fault(offset, "a size or offset of 2^63 or more", "less");
            }
        }
    }

    private int inWindow(long offset, int length, Directory directory) throws IOException {
        if (length > directory.to() - offset) {
            throw fault(offset, "the end of the directory", length + " bytes of a member");
        }
        if (offset < windowAt || offset + length > windowAt + window.capacity()) {
            window = read(offset, (int) Math.min(WINDOW, directory.to() - offset));
            windowAt = offset;
        }
        return (int) (offset - windowAt);
    }

    /** Where the bytes of a stored member begin, which its local header says. */
    static long dataBehind(Path archive, ReadableBytes bytes, Entry entry) throws IOException {
        ZipListing reading = new ZipListing(archive, bytes, new Listing(archive));
        ByteBuffer header = reading.read(entry.at(), LOCAL_HEADER_BYTES);
        if (header.getInt(0) != LOCAL_HEADER || u16(header, 8) != 0) {
            throw reading.fault(
                    entry.at(),
                    String.format("0x%08X, method %d", header.getInt(0), u16(header, 8)),
                    "the local header of the stored member '" + entry.name() + "'");
        }
        return entry.at() + LOCAL_HEADER_BYTES + u16(header, 26) + u16(header, 28);
    }

    private static int u16(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private static long u32(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xFFFF_FFFFL;
    }

    private SzFormatException fault(long offset, String found, String expected) {
        return new SzFormatException(archive, "offset " + offset + " of the ZIP archive", found, expected);
    }
}
