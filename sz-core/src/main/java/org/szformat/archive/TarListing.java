package org.szformat.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * Reads the headers of a TAR archive: POSIX ustar and pax (IEEE Std 1003.1, "pax Interchange Format"), GNU's long names
 * and large sizes, and those before ustar. Links to files in the archive are the files; folders, symbolic links, devices
 * and labels are passed over.
 *
 * <pre>
 *   0  100  name                       156    1  type
 * 124   12  size, octal or base 256    157  100  name of the file that a link leads to
 * 148    8  sum of all bytes, octal    257    6  "ustar"
 *                                      345  155  what comes before the name (POSIX)
 * </pre>
 */
final class TarListing {
    static final int BLOCK = 512;

    /** The longest name, or list of pax records, that is read. */
    private static final int MAX_TEXT = 1 << 20;

    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int SUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;

    /** In GNU's sparse files: whether a block that goes on with the map follows the header, or such a block. */
    private static final int SPARSE_MORE_AT = 482;

    private static final int SPARSE_AGAIN_AT = 504;

    private final Path archive;
    private final ReadableBytes bytes;
    private final long end;
    private final Listing listing;
    private final byte[] block = new byte[BLOCK];
    private long at;
    private @Nullable String longName;
    private @Nullable String longLink;
    private long longSize = -1;
    private boolean isSparse;

    TarListing(Path archive, ReadableBytes bytes, Listing listing) throws IOException {
        this.archive = archive;
        this.bytes = bytes;
        this.end = bytes.size();
        this.listing = listing;
    }

    /** Whether bytes are a header, by the sum that it has of itself. */
    static boolean isHeader(byte[] block) {
        if (block.length < BLOCK) {
            return false;
        }
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte value = i >= SUM_AT && i < SUM_AT + Long.BYTES ? (byte) ' ' : block[i];
            unsigned += value & 0xFF;
            signed += value;
        }
        long sum = octal(block, SUM_AT, Long.BYTES);
        return sum == unsigned || sum == signed;
    }

    void read() throws IOException {
        while (at < end && readBlock()) {
            if (!isHeader(block)) {
                throw fault("a header whose sum is not that of its bytes", "a header of a TAR archive");
            }
            step();
        }
    }

    /** Reads the block at hand; false when it is of zeros, which ends an archive. */
    private boolean readBlock() throws IOException {
        if (at > end - BLOCK) {
            throw fault("the end of the file after " + (end - at) + " bytes", "a header of 512 bytes");
        }
        bytes.readFully(at, block, 0, BLOCK);
        for (byte value : block) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    private void step() throws IOException {
        char type = (char) (block[TYPE_AT] & 0xFF);
        long size = longSize >= 0 && !isExtension(type) ? longSize : number();
        switch (type) {
            case 'L' -> longName = untilZero(data(size), 0, (int) size);
            case 'K' -> longLink = untilZero(data(size), 0, (int) size);
            case 'x', 'X' -> readRecords(data(size));
            case 'g' -> skip(size);
            default -> member(type, size);
        }
    }

    private static boolean isExtension(char type) {
        return type == 'L' || type == 'K' || type == 'x' || type == 'X' || type == 'g';
    }

    private void member(char type, long size) throws IOException {
        String name = longName == null ? name() : longName;
        switch (type) {
            case '0', '\0', '7' -> {
                long data = at + BLOCK;
                skip(size);
                if (!name.endsWith("/")) {
                    listing.add(name, data, size, Entry.Lead.DATA, isSparse ? "sparse" : "");
                }
            }
            case '1' -> {
                skip(0);
                addLink(name, longLink == null ? untilZero(block, LINK_AT, NAME_BYTES) : longLink);
            }
            case 'S' -> {
                skipSparseMap();
                skip(size);
                listing.add(name, 0, size, Entry.Lead.DATA, "sparse");
            }
            case '2', '3', '4', '5', '6' -> skip(0);
            default -> skip(size);
        }
        longName = null;
        longLink = null;
        longSize = -1;
        isSparse = false;
    }

    private void addLink(String name, String target) throws SzFormatException {
        Entry file = listing.find(Listing.clean(target));
        if (file == null) {
            listing.add(
                    name, 0, 0, Entry.Lead.DATA, "a link to '" + target + "', which is not before it in the archive");
        } else {
            listing.add(name, file.at(), file.length(), file.lead(), file.obstacle());
        }
    }

    private void skipSparseMap() throws IOException {
        for (boolean more = block[SPARSE_MORE_AT] != 0; more; more = block[SPARSE_AGAIN_AT] != 0) {
            at += BLOCK;
            readBlock();
        }
    }

    /** Goes behind the header and so many bytes of data, which must be there; those that fill the last block need not. */
    private void skip(long size) throws SzFormatException {
        long data = at + BLOCK;
        if (size > end - data) {
            throw fault(
                    "a member of " + size + " bytes, of which " + Math.max(0, end - data) + " are there",
                    "all of it; the archive was cut");
        }
        long filled = (size + BLOCK - 1) / BLOCK * BLOCK;
        at = Math.min(end, data + filled);
    }

    private byte[] data(long size) throws IOException {
        if (size > MAX_TEXT) {
            throw fault("a name or list of attributes of " + size + " bytes", "at most " + MAX_TEXT);
        }
        long from = at + BLOCK;
        skip(size);
        byte[] data = new byte[(int) size];
        bytes.readFully(from, data, 0, data.length);
        return data;
    }

    /** Records of pax: {@code LENGTH KEY=VALUE\n}, the length being that of all of it. */
    private void readRecords(byte[] records) throws SzFormatException {
        for (int from = 0; from < records.length && records[from] != 0; ) {
            int space = indexOf(records, ' ', from, records.length);
            long length = space < 0 ? -1 : decimal(records, from, space);
            int equals = length < 0 ? -1 : indexOf(records, '=', space + 1, records.length);
            if (equals < 0 || length > records.length - from || equals >= from + length - 1) {
                throw fault("attributes of a member that are no pax records", "LENGTH KEY=VALUE");
            }
            int to = from + (int) length;
            take(
                    new String(records, space + 1, equals - space - 1, StandardCharsets.UTF_8),
                    Listing.text(records, equals + 1, to - 1 - equals - 1));
            from = to;
        }
    }

    private void take(String key, String value) throws SzFormatException {
        if (key.equals("path")) {
            longName = value;
        } else if (key.equals("linkpath")) {
            longLink = value;
        } else if (key.equals("size")) {
            byte[] digits = value.getBytes(StandardCharsets.UTF_8);
            longSize = decimal(digits, 0, digits.length);
            if (longSize < 0) {
                throw fault("a size of '" + value + "'", "a number of bytes");
            }
        } else if (key.startsWith("GNU.sparse.")) {
            isSparse = true;
        }
    }

    private String name() {
        String name = untilZero(block, 0, NAME_BYTES);
        boolean isPosix = block[MAGIC_AT] == 'u' && block[MAGIC_AT + 5] == 0;
        String prefix = isPosix ? untilZero(block, PREFIX_AT, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String untilZero(byte[] bytes, int from, int length) {
        int zero = indexOf(bytes, 0, from, from + length);
        return Listing.text(bytes, from, zero < 0 ? length : zero - from);
    }

    private static int indexOf(byte[] bytes, int value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** The size in the header, octal or, with the first bit set, in base 256. */
    private long number() throws SzFormatException {
        long number = 0;
        if (block[SIZE_AT] >= 0) {
            number = octal(block, SIZE_AT, SIZE_BYTES);
        } else {
            for (int i = SIZE_AT; i < SIZE_AT + SIZE_BYTES; i++) {
                int part = i == SIZE_AT ? block[i] & 0x7F : block[i] & 0xFF;
                number = number > Long.MAX_VALUE >> 8 ? -1 : number << 8 | part;
                if (number < 0) {
                    break;
                }
            }
        }
        if (number < 0) {
            throw fault("a size that is no number", "octal digits, or a number in base 256");
        }
        return number;
    }

    /** An octal number among spaces and zeros; −1 when there is none. */
    private static long octal(byte[] bytes, int from, int length) {
        int at = from;
        int to = from + length;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        long number = 0;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '7'; at++) {
            number = number << 3 | bytes[at] - '0';
        }
        return at < to && bytes[at] != ' ' && bytes[at] != 0 ? -1 : number;
    }

    /** A decimal number; −1 when the bytes are none, or one too large. */
    private static long decimal(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return from < to ? number : -1;
    }

    private SzFormatException fault(String found, String expected) {
        return new SzFormatException(archive, "offset " + at + " of the TAR archive", found, expected);
    }
}
