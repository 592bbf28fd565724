/**
 * The directory layout, byte-compatible with pysz 0.3 and 0.4.
 *
 * <p>A directory holds two files. {@code dat} holds, for each record, one zstd frame per dataset back to back.
 * {@code index} is UTF-8 text: {@code #} and the header as a line of JSON; the column names; then one line per record
 * with its length and offset in {@code dat}, its attributes, and per dataset {@code BYTES:COUNT}, where only integers
 * have a COUNT. There is no quoting: what would break a line is refused on write.
 *
 * <p>Reading: {@code index} → {@link org.szformat.directory.IndexFileReader} → an index table and
 * {@link org.szformat.directory.RecordLocations} → {@link org.szformat.directory.DirectoryFile}, which reads
 * {@code dat}. Writing: records → {@link org.szformat.directory.DirectoryEncoder} (any thread) →
 * {@link org.szformat.directory.EncodedRecords} → {@link org.szformat.directory.DirectoryWriter} (one thread), which
 * alone knows offsets.
 *
 * <p>The package is not exported: callers see the interfaces of {@code org.szformat.layout}.
 */
@NullMarked
package org.szformat.directory;

import org.jspecify.annotations.NullMarked;
