/**
 * Whether two files hold the same records: {@link org.szformat.digest.RecordDigest} tells it by one number, {@link
 * org.szformat.digest.RecordDifference} says which records differ.
 *
 * <p>Owns the canonical bytes of a record, and that neither order, chunks, layout nor lossless codecs count. Reads files
 * through {@code org.szformat.layout}, and writes none but temporary ones.
 */
@NullMarked
package org.szformat.digest;

import org.jspecify.annotations.NullMarked;
