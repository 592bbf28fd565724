package org.szformat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/** The files in an archive by their names, and the folders that these imply. Filled by one thread, then only read. */
final class Listing {
    /** What an entry takes in memory besides its name, roughly. */
    private static final int ENTRY_FOOTPRINT = 250;

    /** Of the heap, a listing may take this part. */
    private static final int HEAP_PART = 4;

    /** What files begin with that are archives compressed as a whole, or archives that are not read. */
    private static final Map<String, byte[]> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("gzip", new byte[] {0x1F, (byte) 0x8B});
        OTHERS.put("bzip2", new byte[] {'B', 'Z', 'h'});
        OTHERS.put("xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0});
        OTHERS.put("Zstandard", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD});
        OTHERS.put("7z", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C});
    }

    private final Path archive;
    private final Map<String, Entry> inOrder = new LinkedHashMap<>();
    private final TreeMap<String, Entry> byName = new TreeMap<>();
    private long footprint;

    Listing(Path archive) {
        this.archive = archive;
    }

    /** Lists an archive. */
    static Listing of(Path archive, ReadableBytes bytes) throws IOException {
        Listing listing = new Listing(archive);
        byte[] start = start(bytes);
        if (TarListing.isHeader(start)) {
            new TarListing(archive, bytes, listing).read();
        } else if (ZipListing.begins(start)) {
            new ZipListing(archive, bytes, listing).read();
        } else {
            throw new SzFormatException(
                    archive,
                    "offset 0",
                    what(start),
                    "a TAR archive, or a ZIP archive, that is not compressed as a whole; unpack it, and read the files, or "
                            + "pack them into a .tar");
        }
        return listing;
    }

    static Listing of(Path archive, Collection<Archives.Member> members) {
        Listing listing = new Listing(archive);
        for (Archives.Member member : members) {
            Entry entry = Entry.of(member);
            String name = clean(entry.name());
            listing.inOrder.put(name, entry);
            listing.byName.put(name, entry);
        }
        return listing;
    }

    /** Whether a file is an archive that can be listed, by its first bytes. */
    static boolean isArchive(ReadableBytes bytes) throws IOException {
        byte[] start = start(bytes);
        return TarListing.isHeader(start) || ZipListing.begins(start);
    }

    private static byte[] start(ReadableBytes bytes) throws IOException {
        byte[] start = new byte[(int) Math.min(TarListing.BLOCK, bytes.size())];
        bytes.readFully(0, start, 0, start.length);
        return start;
    }

    private static String what(byte[] start) {
        for (Map.Entry<String, byte[]> other : OTHERS.entrySet()) {
            byte[] magic = other.getValue();
            if (start.length >= magic.length && Arrays.equals(magic, 0, magic.length, start, 0, magic.length)) {
                return "a file compressed by " + other.getKey();
            }
        }
        return start.length == 0 ? "an empty file" : "no archive that is known";
    }

    /**
     * Adds a file; of several with one name the last counts.
     *
     * @throws SzFormatException when there are too many for the memory there is
     */
    void add(String name, long at, long length, Entry.Lead lead, String obstacle) throws SzFormatException {
        String clean = clean(name);
        footprint += ENTRY_FOOTPRINT + 2L * clean.length();
        if (footprint > Runtime.getRuntime().maxMemory() / HEAP_PART) {
            throw new SzFormatException(
                    archive,
                    "member " + inOrder.size(),
                    "more members than " + footprint + " bytes of memory can list",
                    "fewer, or a larger heap (-Xmx)");
        }
        Entry entry = new Entry(clean, at, length, lead, obstacle);
        inOrder.remove(clean);
        inOrder.put(clean, entry);
        byName.put(clean, entry);
    }

    /** A name without what does not matter: slashes at its front, and names that are empty or one point. */
    static String clean(String name) {
        boolean isClean = !name.startsWith("/")
                && !name.startsWith("./")
                && !name.contains("//")
                && !name.contains("/./")
                && !name.endsWith("/.");
        return isClean ? name : String.join("/", ArchiveFileSystem.split(name));
    }

    List<Entry> entries() {
        return new ArrayList<>(inOrder.values());
    }

    @Nullable
    Entry find(String name) {
        return byName.get(name);
    }

    boolean isFolder(String name) {
        if (name.isEmpty()) {
            return true;
        }
        String first = byName.ceilingKey(name + "/");
        return first != null && first.startsWith(name + "/");
    }

    /** The names of what is in a folder, ascending. */
    List<String> children(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        List<String> children = new ArrayList<>();
        String next = byName.ceilingKey(prefix);
        while (next != null && next.startsWith(prefix)) {
            int end = next.indexOf('/', prefix.length());
            String child = end < 0 ? next : next.substring(0, end);
            if (children.isEmpty() || !children.get(children.size() - 1).equals(child)) {
                children.add(child);
            }
            // '0' follows '/'.
            next = end < 0 ? byName.higherKey(next) : byName.ceilingKey(child + "0");
        }
        return children;
    }

    /** A name as text: UTF-8 where it is that, else Latin-1, which any bytes are. */
    static String text(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
    }
}
