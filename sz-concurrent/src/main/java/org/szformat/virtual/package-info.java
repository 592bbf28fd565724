/**
 * Many files read as one, without copying a byte of their datasets. {@link org.szformat.virtual.Combine} writes a
 * <i>manifest</i>: a container of the attributes of all records, whose attachments tell which files, its <i>members</i>,
 * the records lie in. A {@link org.szformat.virtual.VirtualFile} reads it like any other file.
 *
 * <p>Owns what a manifest says of its members, and when these are opened. Of containers it knows what
 * {@code org.szformat.container} exports; it starts threads only to combine.
 */
@NullMarked
package org.szformat.virtual;

import org.jspecify.annotations.NullMarked;
