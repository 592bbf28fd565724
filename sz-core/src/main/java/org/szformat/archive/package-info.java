/**
 * Files in archives, read in place: TAR, and the members of ZIP that are not compressed. Owns the two parsers, which say
 * where a member's bytes lie, and the read-only file system that makes {@link java.nio.file.Path}s of members. Knows
 * nothing of what is in them, and writes nothing.
 */
@NullMarked
package org.szformat.archive;

import org.jspecify.annotations.NullMarked;
