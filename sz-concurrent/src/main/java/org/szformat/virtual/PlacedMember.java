package org.szformat.virtual;

/**
 * A member and where its records are in the dataset.
 *
 * @param number its number in the manifest, from 0
 * @param firstRow the row of its first record
 * @param firstChunk the number of its first chunk
 */
record PlacedMember(long number, long firstRow, long firstChunk, MemberEntry entry) {

    Member toMember() {
        return new Member(
                number,
                entry.location(),
                entry.format(),
                entry.bytes(),
                entry.fingerprint(),
                firstRow,
                entry.rows(),
                entry.chunks(),
                entry.constants());
    }

    @Override
    public String toString() {
        return "member " + number + ", " + entry.location();
    }
}
