package org.szformat.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * What an archive says of a file in it.
 *
 * @param at where its bytes begin; of ZIP, where the local header before them does
 * @param lead what lies there
 */
record Entry(String name, long at, long length, Lead lead, String obstacle) {
    /** What lies where an entry begins. */
    enum Lead {
        DATA,
        ZIP_HEADER
    }

    static Entry of(Archives.Member member) {
        return new Entry(member.name(), member.offset(), member.length(), Lead.DATA, member.obstacle());
    }

    /**
     * Where its bytes lie.
     *
     * @throws SzFormatException when that is not in the archive
     */
    Archives.Member locate(Path archive, ReadableBytes bytes) throws IOException {
        if (!obstacle.isEmpty()) {
            return new Archives.Member(name, -1, length, obstacle);
        }
        long data = lead == Lead.DATA ? at : ZipListing.dataBehind(archive, bytes, this);
        if (data < 0 || length < 0 || data > bytes.size() - length) {
            throw new SzFormatException(
                    archive,
                    "offset " + data + ", member '" + name + "'",
                    "the end of the archive at offset " + bytes.size(),
                    length + " bytes of the member; the archive was cut, or has changed");
        }
        return Archives.Member.stored(name, data, length);
    }
}
